import assert from 'node:assert/strict';
import { createCsvReader, fieldBytes } from '../../src/core/csv/reader';
import type { ResultColumn } from '../../src/core/ports';
import { render } from '../../src/core/results/forms/form';
import { csv } from '../../src/core/results/forms/separated';
import { copyOf } from '../../src/core/sql/copy';
import { seededRandom } from '../random';
import { type ImportGround, openGround } from './imports';
import { keeping, never } from './keeping';

const hostile = [
  null,
  '',
  'NULL',
  'null',
  '\\N',
  '\\.',
  'a\n\\.\nb',
  ' spaces ',
  '"',
  '""',
  'say "hi", twice',
  'a,b;c\td|e',
  'line\nfeed',
  'carriage\rreturn',
  'both\r\nof them',
  '\n',
  '\\',
  'a\\nb',
  '=1+1',
  "'=1+1",
  '😀 𠮷 é e\u0301',
  '\u2028',
  '\ufeff',
  "'",
];

const types = `n numeric, f float8, b bytea, a text[], j json, jb jsonb, t timestamptz, i interval, d bit(3), z bool`;
const values = [
  `1.10, 'NaN', '\\x00ff0a22', array['a,"b', null, 'NULL', ''], '{"a" :\n "x"}', '[null, 1e400]', 'infinity', '1 mon -2 days', b'101', true`,
  `-0.000, '-0', '', '{}', 'null', 'null', '0044-03-15 BC', '0', b'000', false`,
  `12345678901234567890.12345678901234567890, 1e-300, '\\x5c2e', '{{1,2},{3,4}}', '""', '"a\\nb"', '2026-02-03 04:05:06.789012+00', '-1 day', null, null`,
];

describe('what an export writes and an import reads', function () {
  this.timeout(60_000);
  let ground: ImportGround;
  before(async () => {
    ground = await openGround();
    await ground.run('create table source (id int, x text, y text)');
    for (const [at, value] of hostile.entries()) {
      const next = hostile[(at * 7 + 3) % hostile.length] ?? null;
      const row = [String(at), value, next];
      await ground.database.query('insert into source values ($1, $2, $3)', row, never);
    }
    await ground.run(`create table typed_source (${types})`);
    for (const row of values) await ground.run(`insert into typed_source values (${row})`);
  });
  after(() => ground?.close());

  async function exportedByGrid(table: string, formulaGuard = false) {
    const { sink, rows } = keeping();
    let columns: readonly ResultColumn[] = [];
    const told = (given: readonly ResultColumn[]) => {
      columns = given;
    };
    await ground.database.run(`table ${table}`, { ...sink, columns: told }, never);
    return render(csv.writer(columns, { formulaGuard, relation: table }), rows);
  }

  async function exportedByCopy(table: string) {
    const pieces: Uint8Array[] = [];
    const data = async (piece: Uint8Array) => void pieces.push(piece);
    const sql = copyOf(`table ${table}`, 'csv');
    await ground.database.run(sql, { ...keeping().sink, data }, never);
    return Buffer.concat(pieces);
  }

  for (const [table, definition] of [
    ['source', 'id int, x text, y text'],
    ['typed_source', types],
  ] as const) {
    for (const [name, exported] of [
      ['the grid', exportedByGrid],
      ['COPY', exportedByCopy],
    ] as const) {
      for (const extra of [false, true]) {
        it(`is the same rows: ${table} by ${name}${extra ? ', a field left out' : ''}`, async () => {
          await ground.run('drop table if exists back');
          await ground.run(`create table back (${definition})`);
          const written = (await exported(table)).toString();
          const content = extra ? withField(written) : written;
          const { plan } = await ground.plan('back', content);
          assert.equal(plan.mapping.includes(undefined), extra);
          await ground.load('back', content);
          const [[count]] = (await ground.run(`select count(*) from back`)) as [[string]];
          assert.equal(count, String(table === 'source' ? hostile.length : values.length));
          const rowsOf = (of: string) => ground.run(`select r::text from ${of} as r order by 1`);
          assert.deepEqual(await rowsOf('back'), await rowsOf(table));
        });
      }
    }
  }

  /** The same records with a field that the table does not have, first in each. */
  function withField(content: string): string {
    let out = '';
    let isOpen = false;
    let isStart = true;
    for (const character of content) {
      if (isStart) out += out === '' ? 'unknown,' : '"x, y",';
      if (character === '"') isOpen = !isOpen;
      isStart = character === '\n' && !isOpen;
      out += character;
    }
    return out;
  }

  it('keeps the mark that the formula guard has put before a text', async () => {
    await ground.run('drop table if exists back');
    await ground.run('create table back (id int, x text, y text)');
    await ground.load('back', await exportedByGrid('source', true));
    assert.deepEqual(await ground.run(`select x from back where x like '%=1+1' order by x`), [
      ["''=1+1"].map((text) => text.slice(1)),
      ["'=1+1"],
    ]);
  });

  it('reads what Postgres reads, whatever the quotes and the pieces', async () => {
    const random = seededRandom(20261121);
    const alphabet = ['a', 'b', ',', '"', '"', '""', '\n', '\r\n', ' ', 'é', '\\', '😀', "'"];
    await ground.run('create table fuzz (n int generated always as identity, x text, y text)');
    let compared = 0;
    for (let round = 0; round < 400; round++) {
      const text = Array.from({ length: 1 + random(24) }, () => alphabet[random(alphabet.length)]);
      // One kind of line end, which is what Postgres takes.
      const content = Buffer.from(text.join('').replaceAll('\r\n', round % 2 ? '\n' : '\r\n'));
      const ours = read(content, random);
      await ground.run('truncate fuzz restart identity');
      const input = (async function* () {
        yield content;
      })();
      const theirs = await ground.database
        .run(`copy fuzz (x, y) from stdin (format csv)`, keeping().sink, never, { input })
        .then(() => ground.run('select x, y from fuzz order by n'))
        .catch(() => undefined);
      if (theirs === undefined) continue;
      compared++;
      assert.deepEqual(ours, theirs, JSON.stringify(content.toString()));
    }
    assert.ok(compared > 20, `${compared} texts were taken by Postgres`);
  });

  function read(content: Buffer, random: (below: number) => number) {
    const records: (string | null)[][] = [];
    const reader = createCsvReader({ delimiter: ',', quote: '"' }, (record) => {
      records.push(
        record.ends.map((_, field) => {
          const text = Buffer.from(fieldBytes(record, field)).toString();
          return text === '' && !record.quoted[field] ? null : text;
        }),
      );
    });
    try {
      for (let at = 0; at < content.length; ) {
        const end = at + 1 + random(5);
        reader.push(content.subarray(at, end));
        at = end;
      }
      reader.end();
      return records;
    } catch {
      return undefined;
    }
  }
});
