import { quoteName, quoteText } from '../../sql/quote';
import type { Condition, Field, Item, LogicNode } from '../ast';
import { operatorNamed } from '../operators';
import type { RestTable } from '../restCatalog';
import { typeOf } from '../scope';
import { familyOf } from '../types';

/** What a condition is about: the name of the row, and its table where that is known. */
export interface Subject {
  readonly alias: string;
  readonly table: RestTable | undefined;
}

/** A column, with the path into its JSON. */
export function fieldSql({ name, path }: Field, { alias, table }: Subject): string {
  const column = `${quoteName(alias)}.${quoteName(name.name)}`;
  const type = table?.columns.find((one) => one.name === name.name)?.type;
  const family = type === undefined ? 'jsonb' : familyOf(type);
  // Arrays and composite values are read as JSON too.
  const base =
    path.length === 0 || family === 'json' || family === 'jsonb' ? column : `to_jsonb(${column})`;
  return (
    base + path.map(({ arrow, key, isIndex }) => arrow + (isIndex ? key : quoteText(key))).join('')
  );
}

/** A filter of a group, or a group of them. `embedded` says what a name means that is no column. */
export function logicSql(
  node: LogicNode,
  subject: Subject,
  embedded: (field: Field, condition: Condition) => string | undefined,
): string {
  if (node.kind === 'broken') return 'true';
  if (node.kind === 'filter') {
    return (
      embedded(node.field, node.condition) ?? conditionSql(node.field, node.condition, subject)
    );
  }
  const parts = node.children.map((child) => logicSql(child, subject, embedded));
  const all = parts.join(` ${node.operator} `);
  return node.negated ? `not (${all})` : parts.length > 1 ? `(${all})` : all;
}

export function conditionSql(field: Field, condition: Condition, subject: Subject): string {
  const said = positiveSql(field, condition, subject);
  return condition.negated ? `not (${said})` : said;
}

function positiveSql(field: Field, condition: Condition, subject: Subject): string {
  const column = fieldSql(field, subject);
  const { operator, operand, quantifier } = condition;
  const symbol = operatorNamed.get(operator.name)?.sql.toLowerCase() ?? '=';
  if (operand.kind === 'is') return `${column} is ${operand.value.replace('_', ' ')}`;
  if (operand.kind === 'list') {
    if (operand.items.length === 0) return `${column} = any ('{}')`;
    return `${column} in (${operand.items.map((item) => literal(item, field, subject)).join(', ')})`;
  }
  if (operatorNamed.get(operator.name)?.group === 'search') {
    return searchSql(column, symbol, condition, operand.text);
  }
  const pattern = operator.name === 'like' || operator.name === 'ilike';
  const value = pattern
    ? quoteText(operand.text.replaceAll('*', '%'))
    : literal(operand, field, subject);
  if (!quantifier) return `${column} ${symbol} ${value}`;
  return `${column} ${symbol} ${quantifier} (${value})`;
}

function searchSql(column: string, symbol: string, { config }: Condition, text: string): string {
  const [, ask] = symbol.split(' ');
  const settings = config ? `${quoteText(config.name)}, ` : '';
  return `${column} @@ ${ask}(${settings}${quoteText(text)})`;
}

/** A number stands bare where the column holds numbers; all else is a text that Postgres reads as the column's type. */
function literal({ text }: Item, field: Field, { table }: Subject): string {
  const type = typeOf(field, table);
  const bare =
    type !== undefined && familyOf(type) === 'number' && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text);
  return bare ? text : quoteText(text);
}
