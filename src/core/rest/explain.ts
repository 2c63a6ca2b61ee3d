import { asFailure, type Message, message } from '../errors';
import type {
  Condition,
  Field,
  LogicNode,
  Name,
  Operand,
  OrderTerm,
  Parameter,
  SelectItem,
} from './ast';
import { operatorNamed } from './operators';
import type { ParsedRequest } from './parse';
import { preferences } from './preferences';
import { fieldText, selectItem } from './print';
import type { RestCatalog } from './restCatalog';
import { type EmbedScope, type Scope, scopeAt, scopeOf } from './scope';
import { type RequestSql, toSql } from './sql';
import { parametersOf } from './target';

/** A line of an explanation; deeper lines belong to the one above. */
export interface ExplainedLine {
  readonly depth: number;
  readonly sentence: Message;
}

export interface Explanation {
  readonly lines: readonly ExplainedLine[];
  /** What it means, or why that cannot be said. */
  readonly sql: RequestSql | { readonly why: Message };
}

/** What a request does, in words and as SQL. `text` is what it was parsed from. */
export function explain(text: string, request: ParsedRequest, catalog?: RestCatalog): Explanation {
  return { lines: linesOf(request, scopeOf(request, catalog)), sql: sqlOf(text, request, catalog) };
}

function sqlOf(text: string, request: ParsedRequest, catalog?: RestCatalog): Explanation['sql'] {
  try {
    return toSql(text, request, catalog);
  } catch (error) {
    return { why: asFailure(error).sentence };
  }
}

function linesOf(request: ParsedRequest, scope: Scope): readonly ExplainedLine[] {
  const { target } = request;
  const select = parametersOf(target, 'select')[0]?.items ?? [];
  return [
    line(0, deed(request, select)),
    ...parametersOf(target, 'argument').map(({ name, text }) =>
      line(1, message('{0} is {1}.', 'kind' in name ? '' : name.name, text)),
    ),
    ...embedLines(scope.embeds, 1),
    ...[...byEmbed(target.parameters)].flatMap(([embed, parameters]) => {
      const depth = embed === '' ? 1 : 2;
      const lines = parameters.flatMap((parameter) => parameterLines(parameter, depth));
      if (embed === '' || lines.length === 0) return lines;
      const sentence = isOneRow(scopeAt(scope, embedOf(parameters)))
        ? message('Of the row of {0}:', embed)
        : message('Of the rows of {0}:', embed);
      return [line(1, sentence), ...lines];
    }),
    ...preferenceLines(request),
  ];
}

function line(depth: number, sentence: Message): ExplainedLine {
  return { depth, sentence };
}

/** The parameters of each embedded table together, those of the table itself first; orders and limits last. */
function byEmbed(parameters: readonly Parameter[]): ReadonlyMap<string, readonly Parameter[]> {
  const groups = new Map<string, Parameter[]>([['', []]]);
  const ranked = parameters.toSorted((one, other) => rankOf(one) - rankOf(other));
  for (const parameter of ranked) {
    if (!('embed' in parameter)) continue;
    const embed = parameter.embed.map(({ name }) => name).join('.');
    groups.set(embed, [...(groups.get(embed) ?? []), parameter]);
  }
  return groups;
}

function embedOf([first]: readonly Parameter[]): readonly Name[] {
  return first && 'embed' in first ? first.embed : [];
}

function rankOf({ kind }: Parameter): number {
  return ['filter', 'logic', 'order', 'limit', 'offset'].indexOf(kind);
}

function parameterLines(parameter: Parameter, depth: number): readonly ExplainedLine[] {
  switch (parameter.kind) {
    case 'filter': {
      const { field, condition } = parameter;
      if (field.kind === 'broken' || condition.kind === 'broken') return [];
      return conditionLines(field, condition, depth);
    }
    case 'logic':
      return logicLines(parameter.group, depth);
    case 'order':
      return parameter.terms.flatMap((term) =>
        term.kind === 'term' ? [line(depth, orderSentence(term))] : [],
      );
    case 'limit':
      return countLine(parameter.count, depth, (count) => message('At most {0} rows.', count));
    case 'offset':
      return countLine(parameter.count, depth, (count) =>
        message('The first {0} rows are left out.', count),
      );
    default:
      return [];
  }
}

function countLine(
  count: number | undefined,
  depth: number,
  say: (count: string) => Message,
): readonly ExplainedLine[] {
  return count === undefined ? [] : [line(depth, say(String(count)))];
}

function deed({ method, target, headers }: ParsedRequest, select: readonly SelectItem[]): Message {
  const { path } = target;
  if (path.kind === 'root') return message('Asks the server to describe what it serves.');
  if (path.kind === 'unknown') return message('Names neither a table nor a function.');
  if (path.kind === 'function') return message('Calls the function {0}.', path.name);
  const preferred = headers.flatMap((header) => header.preferences);
  const resolution = preferred.find(({ name }) => name === 'resolution')?.value;
  switch (method?.name) {
    case 'POST':
      if (resolution === 'merge-duplicates')
        return message('Inserts rows into {0}, or changes those that are there.', path.name);
      if (resolution === 'ignore-duplicates')
        return message('Inserts rows into {0}, and leaves those that are there.', path.name);
      return message('Inserts rows into {0}.', path.name);
    case 'PUT':
      return message('Inserts one row into {0}, or changes it.', path.name);
    case 'PATCH':
      return reachesAll(target)
        ? message('Changes every row of {0}.', path.name)
        : message('Changes rows of {0}.', path.name);
    case 'DELETE':
      return reachesAll(target)
        ? message('Deletes every row of {0}.', path.name)
        : message('Deletes rows of {0}.', path.name);
    case 'HEAD':
      return message('Asks how an answer about {0} would look, without its rows.', path.name);
    case 'OPTIONS':
      return message('Asks which methods {0} knows.', path.name);
    default:
      return reading(path.name, select);
  }
}

/** Conditions and limits on what is embedded choose no rows of the table itself. */
function reachesAll({ parameters }: ParsedRequest['target']): boolean {
  return !parameters.some(
    (one) =>
      (one.kind === 'filter' || one.kind === 'logic' || one.kind === 'limit') &&
      one.embed.length === 0,
  );
}

function reading(table: string, select: readonly SelectItem[]): Message {
  const columns = select.filter(({ kind }) => kind !== 'embed' && kind !== 'broken');
  if (select.length === 0) return message('Reads all columns of {0}.', table);
  if (columns.length === 0) return message('Reads rows of {0}.', table);
  return message('Reads {0} of {1}.', columns.map(selectItem).join(', '), table);
}

/** False where the catalog does not tell. */
function isOneRow(scope: Scope | undefined): boolean {
  return scope?.ways.length === 1 && scope.ways[0]?.many === false;
}

function embedLines(embeds: readonly EmbedScope[], depth: number): readonly ExplainedLine[] {
  return embeds.flatMap((embed) => {
    const { item } = embed;
    const table = item.relation.name;
    const columns = item.items
      .filter(({ kind }) => kind !== 'embed')
      .map(selectItem)
      .join(', ');
    return [
      line(depth, embedSentence(embed, table, columns)),
      ...(item.join === 'inner'
        ? [line(depth + 1, message('What has none of {0} is left out.', table))]
        : []),
      ...embedLines(embed.embeds, depth + 1),
    ];
  });
}

function embedSentence(embed: EmbedScope, table: string, columns: string): Message {
  if (embed.item.spread)
    return message('With {0} of the row of {1}, as if they were columns here.', columns, table);
  if (isOneRow(embed))
    return columns === ''
      ? message('Looks at the row of {0} that belongs to each.', table)
      : message('With {0} of the row of {1} that belongs to each.', columns, table);
  return columns === ''
    ? message('Looks at the rows of {0} that belong to each.', table)
    : message('With {0} of the rows of {1} that belong to each.', columns, table);
}

function logicLines(node: LogicNode, depth: number): readonly ExplainedLine[] {
  if (node.kind === 'broken') return [];
  if (node.kind === 'filter') return conditionLines(node.field, node.condition, depth);
  const { operator, negated, children } = node;
  const head =
    operator === 'and'
      ? negated
        ? message('Not all of:')
        : message('All of:')
      : negated
        ? message('None of:')
        : message('Any of:');
  return [line(depth, head), ...children.flatMap((child) => logicLines(child, depth + 1))];
}

/** What a condition asks of a field, in words. */
export function conditionLines(
  field: Field,
  condition: Condition,
  depth: number,
): readonly ExplainedLine[] {
  const { operator, operand, quantifier, negated } = condition;
  const known = operatorNamed.get(operator.name);
  if (!known) return [];
  const values = valuesOf(operand, quantifier !== undefined);
  const sentences = values.map((value) => message(known.meaning.text, fieldText(field), value));
  if (negated) {
    const head =
      quantifier === 'all'
        ? message('Not all of:')
        : quantifier
          ? message('None of:')
          : message('Not:');
    return [line(depth, head), ...sentences.map((one) => line(depth + 1, one))];
  }
  if (!quantifier) return sentences.map((one) => line(depth, one));
  const head = quantifier === 'any' ? message('Any of:') : message('All of:');
  return [line(depth, head), ...sentences.map((one) => line(depth + 1, one))];
}

/** With (any) and (all), the elements of the array one by one. */
function valuesOf(operand: Operand, quantified: boolean): readonly string[] {
  if (operand.kind === 'is') return [operand.value.replace('_', ' ')];
  if (operand.kind === 'list') return [operand.items.map(({ text }) => text).join(', ')];
  if (!quantified) return [operand.text];
  const elements = operand.text.replace(/^\{|\}$/g, '').match(/"(?:[^"\\]|\\.)*"|[^,]+/g) ?? [];
  return elements.map((element) => element.replace(/^"(.*)"$/s, '$1'));
}

function orderSentence({ relation, field, direction, nulls }: OrderTerm): Message {
  const by = relation ? `${relation.name}.${fieldText(field)}` : fieldText(field);
  if (nulls === 'nullsfirst')
    return direction === 'desc'
      ? message('By {0}, the largest first, and nulls before them.', by)
      : message('By {0}, nulls first.', by);
  if (nulls === 'nullslast')
    return direction === 'desc'
      ? message('By {0}, the largest first, nulls last.', by)
      : message('By {0}, nulls last.', by);
  return direction === 'desc' ? message('By {0}, the largest first.', by) : message('By {0}.', by);
}

function preferenceLines({ headers }: ParsedRequest): readonly ExplainedLine[] {
  return headers
    .flatMap((header) => header.preferences)
    .flatMap(({ name, value }) => {
      const known = preferences.find((one) => one.name === name);
      if (!known) return [];
      const meaning = known.values.find((one) => one.value === value)?.meaning ?? known.meaning;
      return [line(1, message('Prefers {0}:', `${name}=${value}`)), line(2, meaning)];
    });
}
