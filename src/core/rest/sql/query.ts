/** The clauses of a SELECT. */
export interface Query {
  readonly columns: readonly string[];
  readonly from: string;
  readonly where: readonly string[];
  readonly groupBy: readonly string[];
  readonly orderBy: readonly string[];
  readonly limit: number | undefined;
  readonly offset: number | undefined;
}

/** The text of a query, a clause a line. */
export function queryText(query: Query): string {
  const { columns, from, where, groupBy, orderBy, limit, offset } = query;
  return [
    columns.length < 2 ? `select ${columns.join('')}` : `select\n${indent(columns.join(',\n'))}`,
    `from ${from}`,
    ...clause('where', where, '\n  and '),
    ...clause('group by', groupBy, ', '),
    ...clause('order by', orderBy, ', '),
    ...(limit === undefined ? [] : [`limit ${limit}`]),
    ...(offset === undefined || offset <= 0 ? [] : [`offset ${offset}`]),
  ].join('\n');
}

function clause(word: string, parts: readonly string[], between: string): readonly string[] {
  return parts.length === 0 ? [] : [`${word} ${parts.join(between)}`];
}

export function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
