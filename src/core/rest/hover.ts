import { type Message, message } from '../errors';
import type { Column } from '../model';
import type { Condition, Embed, Field, LogicNode, Name, Parameter, SelectItem } from './ast';
import { conditionLines } from './explain';
import { keywords } from './keywords';
import { operatorNamed } from './operators';
import { type ParsedRequest, parseRequest } from './parse';
import { preferences } from './preferences';
import type { Equal, Relationship } from './relationships';
import type { RestCatalog, RestTable } from './restCatalog';
import { type EmbedScope, type Scope, scopeAt, scopeOf } from './scope';
import type { Span } from './span';
import { conditionSql } from './sql/condition';

/** What is known of the thing at a place. */
export interface Hover extends Span {
  readonly sentences: readonly Message[];
  /** The SQL it means, or a type; for a code block. */
  readonly code?: string;
  /** What somebody wrote about it in the database. */
  readonly comment?: string;
}

/** The thing at an offset of a request; `block` is the part of the text that holds it. */
export function hoverAt(
  text: string,
  offset: number,
  catalog?: RestCatalog,
  block: Span = { start: 0, end: text.length },
): Hover | undefined {
  const request = parseRequest(text, block);
  if (!request) return undefined;
  const scope = scopeOf(request, catalog);
  const found = [
    ...ofPath(request, scope, catalog),
    ...request.target.parameters.flatMap((parameter) => ofParameter(parameter, scope)),
    ...ofItems(scope),
    ...request.headers.flatMap((header) => header.preferences.flatMap(ofPreference)),
  ].filter(({ start, end }) => start <= offset && offset < end);
  // The narrowest says most.
  return found.toSorted((one, other) => one.end - one.start - (other.end - other.start))[0];
}

function hover(
  { start, end }: Span,
  sentences: readonly Message[],
  code?: string,
  comment?: string,
): Hover {
  return {
    start,
    end,
    sentences,
    ...(code === undefined ? {} : { code }),
    ...(comment ? { comment } : {}),
  };
}

function ofPath(
  { target: { path } }: ParsedRequest,
  { table }: Scope,
  catalog: RestCatalog | undefined,
): readonly Hover[] {
  if (path.kind === 'table' && table) {
    const columns = table.columns.map(({ name, type }) => `${name} ${type}`).join('\n');
    return [
      hover(
        path,
        [message('A table or view with {0} columns.', String(table.columns.length))],
        columns,
        table.comment,
      ),
    ];
  }
  const called = path.kind === 'function' ? catalog?.functions.get(path.name) : undefined;
  if (!called) return [];
  const given = called.arguments.map(
    ({ name, type, required }) => `${name} ${type}${required ? '' : ' = …'}`,
  );
  return [
    hover(path, [message('A function.')], `${called.name}(${given.join(', ')})`, called.comment),
  ];
}

function ofParameter(parameter: Parameter, scope: Scope): readonly Hover[] {
  switch (parameter.kind) {
    case 'filter': {
      const inner = scopeAt(scope, parameter.embed);
      const { field, condition } = parameter;
      if (field.kind === 'broken') return [];
      return [
        ...ofField(field, inner?.table),
        ...(condition.kind === 'broken' ? [] : ofCondition(field, condition, inner)),
      ];
    }
    case 'logic':
      return [
        ...ofKeyword(parameter.key, wordOf(parameter.group)),
        ...ofLogic(parameter.group, scopeAt(scope, parameter.embed)),
      ];
    case 'order': {
      const inner = scopeAt(scope, parameter.embed);
      const terms = parameter.terms.flatMap((term) => {
        if (term.kind === 'broken') return [];
        const table = term.relation
          ? inner && scopeAt(inner, [term.relation])?.table
          : inner?.table;
        return ofField(term.field, table);
      });
      return [...ofKeyword(parameter.key, 'order'), ...terms];
    }
    case 'columns':
    case 'on_conflict':
      return [
        ...ofKeyword(parameter.key, parameter.kind),
        ...parameter.names.flatMap((name) => ('kind' in name ? [] : ofName(name, scope.table))),
      ];
    case 'select':
    case 'limit':
    case 'offset':
      return ofKeyword(parameter.key, parameter.kind);
    default:
      return [];
  }
}

function wordOf(group: LogicNode): string {
  return group.kind === 'group' ? (group.negated ? `not.${group.operator}` : group.operator) : '';
}

function ofKeyword(span: Span, name: string): readonly Hover[] {
  const known = keywords.find((keyword) => keyword.name === name);
  return known ? [hover(span, [known.meaning])] : [];
}

function ofLogic(node: LogicNode, scope: Scope | undefined): readonly Hover[] {
  if (node.kind === 'group') return node.children.flatMap((child) => ofLogic(child, scope));
  if (node.kind === 'broken') return [];
  return [...ofField(node.field, scope?.table), ...ofCondition(node.field, node.condition, scope)];
}

/** The operator with the SQL of the whole filter. */
function ofCondition(
  field: Field,
  condition: Condition,
  scope: Scope | undefined,
): readonly Hover[] {
  if (!operatorNamed.has(condition.operator.name)) return [];
  const subject = { alias: scope?.table?.name ?? 't', table: scope?.table };
  return [
    hover(
      condition.operator,
      conditionLines(field, condition, 0).map(({ sentence }) => sentence),
      conditionSql(field, condition, subject),
    ),
  ];
}

function ofField({ name }: Field, table: RestTable | undefined): readonly Hover[] {
  return ofName(name, table);
}

function ofName(span: Name, table: RestTable | undefined): readonly Hover[] {
  const column = table?.columns.find(({ name }) => name === span.name);
  return column
    ? [hover(span, factsOf(column), `${column.name} ${column.type}`, column.comment)]
    : [];
}

function factsOf({
  primaryKey,
  nullable,
  references,
  values,
  default: preset,
}: Column): readonly Message[] {
  return [
    ...(primaryKey ? [message('Part of the primary key.')] : []),
    ...(references ? [message('Points to {0}.', references)] : []),
    ...(nullable ? [message('May be null.')] : []),
    ...(preset ? [message('By default {0}.', preset)] : []),
    ...(values ? [message('One of {0}.', values.join(', '))] : []),
  ];
}

function ofItems(scope: Scope): readonly Hover[] {
  return scope.items.flatMap((item: SelectItem) => {
    if (item.kind === 'column') return ofField(item.field, scope.table);
    const embed = scope.embeds.find((one) => one.item === item);
    return embed ? [...ofEmbed(embed, scope.table), ...ofItems(embed)] : [];
  });
}

function ofEmbed(
  { item, ways, table }: EmbedScope,
  around: RestTable | undefined,
): readonly Hover[] {
  const [way, other] = ways;
  if (!way || other || !around) return [];
  const sentences = [
    way.many
      ? message('All rows of {0} that belong to the row of {1}.', way.table, around.name)
      : message('The one row of {0} that the row of {1} belongs to.', way.table, around.name),
    ...joinSentences(item),
  ];
  return [hover(item.relation, sentences, joinOf(way, around), table?.comment)];
}

function joinSentences({ join, spread, relation }: Embed): readonly Message[] {
  return [
    ...(join === 'inner' ? [message('What has none of {0} is left out.', relation.name)] : []),
    ...(spread ? [message('Its columns stand beside those around it.')] : []),
  ];
}

function joinOf({ table, on, through }: Relationship, around: RestTable): string {
  const equal = (pairs: readonly Equal[], here: string, there: string) =>
    pairs.map((pair) => `${there}.${pair.there} = ${here}.${pair.here}`);
  if (!through) return equal(on, around.name, table).join(' and ');
  const { table: between } = through;
  return [
    ...equal(through.here, around.name, between),
    ...equal(through.there, between, table),
  ].join(' and ');
}

function ofPreference(
  preference: Span & { readonly name: string; readonly value: string },
): readonly Hover[] {
  const known = preferences.find(({ name }) => name === preference.name);
  if (!known) return [];
  const value = known.values.find((one) => one.value === preference.value);
  return [hover(preference, [known.meaning, ...(value ? [value.meaning] : [])])];
}
