import type { Column } from '../../src/core/model';
import { completionsAt } from '../../src/core/rest/complete';
import { parseRequest } from '../../src/core/rest/parse';
import { type RestCatalog, restCatalog } from '../../src/core/rest/restCatalog';
import { type Row, row } from '../hosts/row';
import { corpus } from '../rest/grammarCorpus';

export const peers = {
  'rest/parse-1000': 'the aim of 50 ms',
  'rest/complete-p95-5000': 'the aim of 30 ms',
};

const tables = 5_000;

/** A thousand requests parsed, and a completion in a schema of 5,000 tables: the 95th of a hundred, each run anew. */
export async function run(): Promise<readonly Row[]> {
  const requests = corpus.flatMap((topic) => topic.requests);
  const thousand = Array.from(
    { length: 1_000 },
    (_, index) => requests[index % requests.length] ?? '/',
  );
  const parsing = times(20, () => {
    for (const text of thousand) parseRequest(text);
  });
  const catalog = manyTables();
  const completing = times(20, () => {
    const single = places.flatMap((text) =>
      times(15, () => completionsAt(text, text.length, catalog)),
    );
    return single.sort((one, other) => one - other)[Math.floor(single.length * 0.95)] ?? 0;
  });
  return [
    row('rest/parse-1000', 'ms', parsing, [50], 1),
    row('rest/complete-p95-5000', 'ms', completing, [30], 1),
  ];
}

const places: readonly string[] = [
  '/',
  '/t_0',
  '/t_01234?',
  '/t_01234?select=id,t_01233(',
  '/t_01234?select=id,t_01233(name,t_01232(id))&t_01233.na',
  '/t_01234?name=',
  '/t_01234?or=(id.eq.1,name.',
];

/** How long each run took, or what it says of itself, in milliseconds. */
function times(count: number, work: () => unknown): number[] {
  return Array.from({ length: count }, () => {
    const start = performance.now();
    const said = work();
    return typeof said === 'number' ? said : performance.now() - start;
  });
}

function manyTables(): RestCatalog {
  const name = (index: number) => `t_${String(index).padStart(5, '0')}`;
  const column = (text: string, type: string, more: Partial<Column> = {}): Column => ({
    name: text,
    type,
    nullable: true,
    primaryKey: false,
    ...more,
  });
  const columns = new Map(
    Array.from({ length: tables }, (_, index) => [
      name(index),
      [
        column('id', 'bigint', { primaryKey: true, nullable: false }),
        column('name', 'text'),
        column('made', 'timestamp with time zone'),
        ...(index > 0
          ? [column('before_id', 'bigint', { references: `${name(index - 1)}.id` })]
          : []),
      ],
    ]),
  );
  const relations = [...columns.keys()].map((table) => ({
    schema: 'public',
    name: table,
    kind: 'table' as const,
    rls: 'unknown' as const,
  }));
  return restCatalog({ schema: { name: 'public', relations }, columns, functions: [] });
}
