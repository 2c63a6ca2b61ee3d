import assert from 'node:assert/strict';
import type { Cell, Database, ResultColumn, Row, RowSink } from '../../src/core/ports';
import { forms } from '../../src/core/results/forms';
import { render } from '../../src/core/results/forms/form';
import { openSpool } from '../../src/node/spool';
import { cellText } from '../../webview/results/cellText';
import { withDatabase } from './withDatabase';

const never = new AbortController().signal;

/** An expression; its text as Postgres' documentation of the type has it; the same in JSON. */
const values: readonly (readonly [sql: string, text: Cell, json: string])[] = [
  ['9007199254740993::int8', '9007199254740993', '9007199254740993'],
  ['1.10::numeric', '1.10', '1.10'],
  [
    '12345678901234567890123.4500::numeric',
    '12345678901234567890123.4500',
    '12345678901234567890123.4500',
  ],
  ["'12.50'::money", '$12.50', '"$12.50"'],
  ["'NaN'::float8", 'NaN', '"NaN"'],
  ["'-Infinity'::float8", '-Infinity', '"-Infinity"'],
  ["'-0'::float8", '-0', '-0'],
  ['1e300::float8', '1e+300', '1e+300'],
  [
    `'{"n": 9007199254740993.10}'::json`,
    '{"n": 9007199254740993.10}',
    '{"n": 9007199254740993.10}',
  ],
  [`'{"n": 90071992547409931}'::jsonb`, '{"n": 90071992547409931}', '{"n": 90071992547409931}'],
  ["'null'::jsonb", 'null', 'null'],
  ['null::jsonb', null, 'null'],
  ["'NULL'", 'NULL', '"NULL"'],
  ["''", '', '""'],
  ["'\\x00ff'::bytea", '\\x00ff', '"\\\\x00ff"'],
  [
    "interval '1 mon 2 days 03:04:05.000006'",
    '1 mon 2 days 03:04:05.000006',
    '"1 mon 2 days 03:04:05.000006"',
  ],
  ['point(1.5, -2)', '(1.5,-2)', '"(1.5,-2)"'],
  ['int4range(1, 5)', '[1,5)', '"[1,5)"'],
  [
    `array['a b', 'c"d', null, 'NULL']`,
    '{"a b","c\\"d",NULL,"NULL"}',
    '"{\\"a b\\",\\"c\\\\\\"d\\",NULL,\\"NULL\\"}"',
  ],
  [
    "timestamp '2026-02-03 04:05:06.789012'",
    '2026-02-03 04:05:06.789012',
    '"2026-02-03 04:05:06.789012"',
  ],
  ["date '0044-03-15 BC'", '0044-03-15 BC', '"0044-03-15 BC"'],
  ["timestamptz 'infinity'", 'infinity', '"infinity"'],
  ['true', 't', 'true'],
  ["E' two\\nlines '", ' two\nlines ', '" two\\nlines "'],
];

describe('values of a result', function () {
  this.timeout(60_000);
  let database: Database;
  withDatabase((ownDatabase) => {
    database = ownDatabase;
  });

  /** Through the spool, as the view has them. */
  async function resultOf(sql: string) {
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
    const rows = await spool.window(0, 1_000);
    await spool.close();
    return { columns, rows };
  }

  function written(id: string, columns: readonly ResultColumn[], rows: readonly Row[]): string {
    const form = forms.find((candidate) => candidate.id === id);
    assert.ok(form);
    return render(form.writer(columns, { formulaGuard: false, relation: 'kept' }), rows);
  }

  for (const [sql, text, json] of values) {
    it(`are what the server wrote, in the grid and in JSON: ${sql}`, async () => {
      const { columns, rows } = await resultOf(`select ${sql} as value`);
      assert.deepEqual(rows, [[text]]);
      const shown = text?.replace('\n', '⏎').replace(/^ | $/g, '␣');
      assert.equal(cellText(text).text, shown ?? 'NULL');
      assert.equal(written('ndjson', columns, rows), `{"value":${json}}\n`);
    });
  }

  it('come back the same from an INSERT of all of them', async () => {
    const names = values.map((_, at) => `v${at}`);
    const list = values.map(([sql], at) => `${sql} as v${at}`).join(', ');
    await database.query(`create table kept as select ${list} limit 0`, [], never);
    const { columns, rows } = await resultOf(`select ${list}`);
    await database.query(written('insert', columns, rows), [], never);
    const again = await resultOf(`select ${names.join(', ')} from kept`);
    assert.deepEqual(again.rows, rows);
  });

  it('are in CSV as COPY writes them', async () => {
    // What Postgres has to quote and what may be is not the same: the fields are compared, not their quotes.
    const list = values.map(([sql], at) => `${sql} as v${at}`).join(', ');
    const { columns, rows } = await resultOf(`select ${list}`);
    const pieces: string[] = [];
    const sink: RowSink = {
      columns: () => {},
      rows: async () => 'more',
      data: async (bytes) => void pieces.push(Buffer.from(bytes).toString()),
    };
    await database.run(`copy (select ${list}) to stdout (format csv, header)`, sink, never);
    assert.deepEqual(fieldsOf(written('csv', columns, rows)), fieldsOf(pieces.join('')));
  });

  it('keep columns of the same name, one named __proto__, and 1,600 of them', async () => {
    const { columns, rows } = await resultOf('select 1 as a, 2 as a, 3 as __proto__');
    assert.equal(written('json', columns, rows), '[\n{"a":1,"a_2":2,"__proto__":3}\n]\n');
    assert.equal(written('csv', columns, rows), 'a,a,__proto__\n1,2,3\n');
    const many = Array.from({ length: 1_600 }, (_, at) => at).join(', ');
    const wide = await resultOf(`select ${many}`);
    assert.deepEqual([wide.columns.length, wide.rows[0]?.at(-1)], [1_600, '1599']);
  });

  it('count rows that have no columns at all', async () => {
    const { columns, rows } = await resultOf('select from generate_series(1, 3)');
    assert.deepEqual([columns, rows.length], [[], 3]);
  });
});

/** The fields of one record after its header; NULL is null, the empty text is not. */
function fieldsOf(text: string): (string | null)[] {
  const record = text.slice(text.indexOf('\n') + 1, -1);
  const fields = record.match(/"(?:[^"]|"")*"(?=,|$)|[^,]*(?=,|$)/g) ?? [];
  return fields
    .filter((field, at) => field !== '' || fields[at - 1] === '')
    .map((field) => {
      if (field === '') return null;
      return field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
    });
}
