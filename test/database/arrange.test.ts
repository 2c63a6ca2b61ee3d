import assert from 'node:assert/strict';
import type { Cell, Database, ResultColumn, RowSink } from '../../src/core/ports';
import { arrange } from '../../src/core/results/arrange/arrange';
import {
  type Arrangement,
  asFetched,
  type CellTest,
} from '../../src/core/results/arrange/arrangement';
import { openSpool } from '../../src/node/spool';
import { intervals, typesOfTheirOwnOrder } from './hostileOrders';
import { never } from './keeping';
import { withDatabase } from './withDatabase';

/** Values of each type, written as Postgres takes them, in no order; every one comes twice, and NULL too. */
const types: readonly (readonly [type: string, collation: string, values: readonly string[]])[] = [
  ...typesOfTheirOwnOrder,
  [
    'int8',
    '',
    ['9007199254740993', '-5', '0', '9007199254740992', '10', '9', '-9223372036854775808'],
  ],
  [
    'numeric',
    '',
    [
      '1.10',
      'NaN',
      '-Infinity',
      '1.1',
      '0.00',
      '-0.001',
      '12345678901234567890.5',
      'Infinity',
      '1e-20',
    ],
  ],
  ['float8', '', ['NaN', '-0', '0', '1e300', '-1e-300', 'Infinity', '2.5', '-Infinity', '1e21']],
  ['money', '', ['-12.50', '1000000', '2.05', '-0.05', '0']],
  ['text', 'collate "C"', ['b', 'a', 'B', '', ' a', '10', '9', 'é', 'ab', '😀', '￿', 'NULL']],
  [
    'date',
    '',
    [
      '2024-02-29',
      '0044-03-15 BC',
      'infinity',
      '0001-01-01',
      '10000-01-01',
      '-infinity',
      '0001-12-31 BC',
    ],
  ],
  [
    'timestamp',
    '',
    [
      '2024-03-01 00:00:00.000001',
      '2024-03-01',
      '4713-01-01 BC',
      '1582-10-10',
      'infinity',
      '2024-02-29 23:59:59.999999',
    ],
  ],
  [
    'timestamptz',
    '',
    [
      '2024-10-27 00:30:00+00',
      '2024-10-27 01:30:00+00',
      '2024-10-27 01:15:00+00',
      '1890-01-01 00:00:00+00',
      '-infinity',
      '2024-06-01 12:00:00+00',
    ],
  ],
  ['time', '', ['24:00:00', '00:00:00', '09:59:59.5', '10:00']],
  ['bool', '', ['true', 'false']],
  ['uuid', '', ['b0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11']],
  ['bytea', '', ['\\x00ff', '\\x', '\\x01', '\\x00']],
];

const comparisons: readonly (readonly [kind: CellTest['kind'], operator: string])[] = [
  ['equals', '='],
  ['differs', '<>'],
  ['less', '<'],
  ['greater', '>'],
];

describe('fetched rows, arranged as Postgres would have', function () {
  this.timeout(120_000);
  let database: Database;
  withDatabase(async (ownDatabase) => {
    database = ownDatabase;
    // Where the clock is turned back, two times an hour apart are written alike but for their zone.
    await database.query("set timezone to 'Europe/Berlin'", [], never);
    await database.query("create type mood as enum ('sad', 'ok', 'a \"b\", c')", [], never);
    await database.query("alter type mood add value 'zen' before 'ok'", [], never);
  });

  /** The first column of the rows in the order that the arrangement gives. */
  async function arranged(sql: string, wanted: Partial<Arrangement>): Promise<readonly Cell[]> {
    const spool = await openSpool();
    let columns: readonly ResultColumn[] = [];
    const sink: RowSink = {
      columns: (given) => {
        columns = given;
      },
      async rows(batch) {
        await spool.append(batch);
        return 'more';
      },
    };
    await database.run(sql, sink, never);
    const { rowCount, window, pick } = spool;
    const order = await arrange(
      { columns, rowCount, window, pick },
      { ...asFetched, ...wanted },
      never,
      () => {},
    );
    const rows = await window(0, rowCount);
    await spool.close();
    return Array.from(order, (row) => rows[row]?.[0] ?? null);
  }

  async function ids(sql: string): Promise<readonly Cell[]> {
    return (await database.query(sql, [], never)).map(([id]) => id ?? null);
  }

  for (const [type, collation, values] of types) {
    const literals = values.map((value) => `'${value}'`).join(',');
    const given = `unnest(array[${literals},null,${literals}]) with ordinality as given(t, id)`;
    const table = `(select id, t::${type} ${collation} as v from ${given}) as held`;
    const inOrder = `select id, v from ${table} order by id`;

    it(`are in the order of ${type}`, async () => {
      for (const descending of [false, true]) {
        const wanted = `select id from ${table} order by v ${descending ? 'desc' : 'asc'} nulls last, id`;
        assert.deepEqual(
          await arranged(inOrder, { sort: [{ column: 1, descending }] }),
          await ids(wanted),
          descending ? 'descending' : 'ascending',
        );
      }
    });

    it(`are compared as ${type}`, async () => {
      const shown = await ids(`select distinct v::text from ${table} where v is not null`);
      for (const [kind, operator] of comparisons) {
        for (const text of shown) {
          const test = { kind, text: text ?? '' };
          assert.deepEqual(
            await arranged(inOrder, { filters: [{ column: 1, test }] }),
            await ids(`select id from ${table} where v ${operator} '${text}'::${type} order by id`),
            `${operator} ${text}`,
          );
        }
      }
    });
  }

  for (const style of ['postgres_verbose', 'sql_standard', 'iso_8601']) {
    it(`are in the order of interval, written in the style ${style}`, async () => {
      const literals = intervals.map((value) => `'${value}'`).join(',');
      const held = `select id, t::interval as v from unnest(array[${literals}]) with ordinality as given(t, id)`;
      await database.query(`set intervalstyle to ${style}`, [], never);
      assert.deepEqual(
        await arranged(held, { sort: [{ column: 1, descending: false }] }),
        await ids(`${held} order by v, id`),
      );
      await database.query('reset intervalstyle', [], never);
    });
  }

  it('are in the order of an enumerated type as it is since it was altered', async () => {
    const run = (sql: string) => arranged(sql, { sort: [{ column: 0, descending: false }] });
    await run("create type size as enum ('small', 'large')");
    const held = 'select unnest(enum_range(null::size)) order by 1 desc';
    assert.deepEqual(await run(held), ['small', 'large']);
    await run("alter type size add value 'huge'");
    await run("alter type size add value 'medium' after 'small'");
    await run("alter type size rename value 'small' to 'tiny'");
    assert.deepEqual(await run(held), ['tiny', 'medium', 'large', 'huge']);
  });
});
