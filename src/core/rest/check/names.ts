import { message } from '../../errors';
import { nearest } from '../../nearest';
import type { Field, LogicNode, Name, Parameter } from '../ast';
import { name as spellName } from '../print';
import { isSchemaOf, type RestCatalog, type RestTable } from '../restCatalog';
import { type EmbedScope, type Scope, schemaOf, scopeAt } from '../scope';
import type { Span } from '../span';
import { type Checked, type Finding, type Fix, finding, replace } from './finding';

/** Tables, functions, columns, arguments and embedded tables that the catalog does not have. */
export function checkNames({ request, scope, catalog }: Checked): readonly Finding[] {
  if (!catalog) return [];
  const asked = schemaOf(request);
  if (asked && isElsewhere(asked, catalog)) return checkSchema(asked, catalog);
  const { path, parameters } = request.target;
  if (path.kind === 'table' && !scope.table) {
    const fix = renamed(path, path.name, catalog.tables.keys(), encodeURIComponent);
    return [
      finding(
        'error',
        'unknownTable',
        path,
        message('There is no table or view {0} in the schema {1}.', path.name, catalog.schema),
        [fix],
      ),
    ];
  }
  if (path.kind === 'function') return checkFunction(path, parameters, catalog);
  const reads = request.method === undefined || /^(?:GET|HEAD)$/.test(request.method.name ?? '');
  return [
    ...ofScope(scope, catalog),
    ...parameters.flatMap((parameter) => ofParameter(parameter, scope, reads)),
  ];
}

/** Nothing is known of its tables here. */
export function isElsewhere({ name }: Name, catalog: RestCatalog): boolean {
  const { schemas } = catalog;
  return !isSchemaOf(catalog, name) || (schemas.length > 0 && !schemas.includes(name));
}

function checkSchema(asked: Name, catalog: RestCatalog): readonly Finding[] {
  if (catalog.schemas.length === 0 || catalog.schemas.includes(asked.name)) return [];
  return [
    finding(
      'error',
      'schemaNotExposed',
      asked,
      message(
        'The schema {0} is not exposed: there is {1}.',
        asked.name,
        catalog.schemas.join(', '),
      ),
      catalog.schemas.map((schema) => replace(asked, schema, message('Use {0}', schema))),
    ),
  ];
}

function checkFunction(
  path: Span & { readonly name: string },
  parameters: readonly Parameter[],
  catalog: RestCatalog,
): readonly Finding[] {
  const called = catalog.functions.get(path.name);
  if (!called) {
    const fix = renamed(path, path.name, catalog.functions.keys(), encodeURIComponent);
    return [
      finding(
        'error',
        'unknownFunction',
        path,
        message('There is no function {0} in the schema {1}.', path.name, catalog.schema),
        [fix],
      ),
    ];
  }
  const names = called.arguments.map(({ name }) => name);
  return parameters.flatMap((parameter) => {
    if (parameter.kind !== 'argument' || 'kind' in parameter.name) return [];
    const { name } = parameter.name;
    if (names.includes(name)) return [];
    const fix = renamed(parameter.name, name, names, (text) => text);
    return [
      finding(
        'error',
        'unknownArgument',
        parameter.name,
        message('The function {0} has no argument {1}.', called.name, name),
        [fix],
      ),
    ];
  });
}

function ofScope(scope: Scope, catalog: RestCatalog): readonly Finding[] {
  return scope.items.flatMap((item) => {
    if (item.kind === 'column') return ofField(item.field, scope.table);
    const embed = scope.embeds.find((one) => one.item === item);
    return embed ? [...ofEmbed(embed, scope.table, catalog), ...ofScope(embed, catalog)] : [];
  });
}

function ofEmbed(
  { item, ways }: EmbedScope,
  table: RestTable | undefined,
  catalog: RestCatalog,
): readonly Finding[] {
  if (!table) return [];
  const { relation, hint } = item;
  if (ways.length > 1) {
    return [
      finding(
        'error',
        'ambiguousEmbed',
        relation,
        message(
          '{0} and {1} are related in several ways: say which one behind a !.',
          table.name,
          relation.name,
        ),
        ways.map((way) =>
          replace(
            { start: relation.end, end: hint?.end ?? relation.end },
            `!${way.hint}`,
            message('Use {0}!{1}', relation.name, way.hint),
          ),
        ),
      ),
    ];
  }
  if (ways.length === 1 || table.computed.includes(relation.name)) return [];
  const toTable = table.relations.filter((way) => way.name === relation.name);
  // A hint may name a constraint, which the catalog does not tell.
  if (hint && toTable.length > 0) return [];
  const fix = renamed(
    relation,
    relation.name,
    table.relations.map((way) => way.name),
    spelled,
  );
  const unsure = !catalog.knowsAllKeys && catalog.tables.has(relation.name);
  const sentence = message(
    'No foreign key between {0} and {1} is known.',
    table.name,
    relation.name,
  );
  return [finding(unsure ? 'hint' : 'error', 'unknownEmbed', relation, sentence, [fix])];
}

function ofParameter(parameter: Parameter, scope: Scope, reads: boolean): readonly Finding[] {
  if (!('embed' in parameter)) {
    if (parameter.kind !== 'columns' && parameter.kind !== 'on_conflict') return [];
    if (reads) {
      const sentence = message(
        '{0} counts on writes alone. To choose what is read, use select.',
        parameter.kind,
      );
      return [finding('warning', 'writeParameter', parameter.key, sentence)];
    }
    return parameter.names.flatMap((name) => ('kind' in name ? [] : ofName(name, scope.table)));
  }
  const inner = scopeAt(scope, parameter.embed);
  if (!inner) return notEmbedded(parameter.embed, scope);
  switch (parameter.kind) {
    case 'filter':
      if (parameter.field.kind === 'broken' || isEmbed(parameter.field, inner)) return [];
      return ofField(parameter.field, inner.table);
    case 'logic':
      return ofLogic(parameter.group, inner);
    case 'order':
      return parameter.terms.flatMap((term) => {
        if (term.kind === 'broken') return [];
        if (!term.relation) return ofField(term.field, inner.table);
        const related = scopeAt(inner, [term.relation]);
        return related ? ofField(term.field, related.table) : notEmbedded([term.relation], inner);
      });
    default:
      return [];
  }
}

/** `reviews=is.null` asks whether anything is embedded. */
function isEmbed({ name }: Field, scope: Scope): boolean {
  return scope.embeds.some((one) => one.name === name.name || one.item.relation.name === name.name);
}

function notEmbedded(embed: readonly Name[], scope: Scope): readonly Finding[] {
  const [first] = embed;
  const last = embed.at(-1);
  if (!first || !last) return [];
  const span = { start: first.start, end: last.end };
  const text = embed.map(({ name }) => name).join('.');
  const fix = renamed(
    first,
    first.name,
    scope.embeds.map(({ name }) => name),
    spelled,
  );
  return [
    finding(
      'error',
      'notEmbedded',
      span,
      message('select does not embed {0}, so there is nothing to filter, order or limit.', text),
      [fix],
    ),
  ];
}

function ofLogic(node: LogicNode, scope: Scope): readonly Finding[] {
  if (node.kind === 'group') return node.children.flatMap((child) => ofLogic(child, scope));
  return node.kind === 'filter' && !isEmbed(node.field, scope)
    ? ofField(node.field, scope.table)
    : [];
}

function ofField({ name }: Field, table: RestTable | undefined): readonly Finding[] {
  return ofName(name, table);
}

function ofName(name: Name, table: RestTable | undefined): readonly Finding[] {
  if (!table || table.columns.length === 0) return [];
  // Postgres takes table.count for a call of the aggregate.
  if (name.name === 'count') return [];
  const columns = table.columns.map((column) => column.name);
  if (columns.includes(name.name) || table.computed.includes(name.name)) return [];
  const fix = renamed(name, name.name, columns, spelled);
  return [
    finding(
      'error',
      'unknownColumn',
      name,
      message('{0} has no column {1}.', table.name, name.name),
      [fix],
    ),
  ];
}

const spelled = (name: string) => spellName({ name, quoted: false });

function renamed(
  span: Span,
  name: string,
  candidates: Iterable<string>,
  spell: (name: string) => string,
): Fix | undefined {
  const other = nearest(name, candidates);
  return other === undefined
    ? undefined
    : replace(span, spell(other), message('Change it to {0}', other));
}
