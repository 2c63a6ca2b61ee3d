const name = String.raw`(?:(?:"[^"]*")+|[\w$]+)`;
const only = new RegExp(
  String.raw`\bfrom\s+(?:only\s+)?(${name}(?:\.${name})?)\s*(?:;?\s*$|(?:where|order|limit|offset|fetch|for)\b)`,
  'gi',
);

/** The one table that a query reads, as it names it; `my_table` where it is not that plain. */
export function relationIn(statement: string): string {
  const froms = statement.match(/\bfrom\b/gi) ?? [];
  const [found] = statement.matchAll(only);
  return (froms.length === 1 && found?.[1]) || 'my_table';
}

/** A name for a file of its rows, without an extension: `orders` for what is of one table. */
export function fileName(statement: string): string {
  const relation = relationIn(statement);
  const last = relation.split('.').at(-1)?.replaceAll('"', '') ?? '';
  return relation === 'my_table' ? 'result' : last.replace(/[^\w-]+/g, '_');
}
