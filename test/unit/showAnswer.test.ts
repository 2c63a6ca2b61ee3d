// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import type { Project } from '../../src/core/model';
import { unpackRows } from '../../src/core/packedRows';
import type { Cell } from '../../src/core/ports';
import { parseRequest } from '../../src/core/rest/parse';
import { type RestRequest, readRequest } from '../../src/core/rest/request';
import { type Answered, showAnswer } from '../../src/vscode/commands/showAnswer';
import type { Run } from '../../src/vscode/panels/resultRun';
import type { Action } from '../../src/vscode/panels/resultViews';
import { setEditor } from './fakeVscode';

const project: Project = {
  id: 'shop',
  name: 'Shop',
  place: 'user',
  provider: 'powabase',
  url: 'https://shop.example',
  credentials: {},
};

interface Shown {
  columns: readonly string[];
  readonly rows: (readonly Cell[])[];
  status: string;
  body?: string;
  offers: readonly string[];
  press(offer: string): void;
}

const things = 'GET /things';
/** What was asked further. */
const sent: string[] = [];

/** What the panel gets of an answer of this type. */
async function shownFor(
  type: string,
  content: string | Uint8Array,
  range?: string,
): Promise<Shown> {
  const shown: Shown = { columns: [], rows: [], status: '', offers: [], press: () => {} };
  const offer = (offers: readonly Action[]) => ({
    offers: offers.map(({ label }) => label),
    press: (wanted: string) =>
      (offers.find(({ label }) => label === wanted) ?? assert.fail(wanted)).run(),
  });
  const run = {
    columns: (columns: readonly { readonly name: string }[]) => {
      shown.columns = columns.map(({ name }) => name);
    },
    rows: async (batch: Parameters<typeof unpackRows>[0]) => {
      shown.rows.push(...unpackRows(batch));
      return 'more' as const;
    },
    finish: (_: string, status: string, _note: unknown, offers: readonly Action[]) => {
      Object.assign(shown, { status, ...offer(offers) });
    },
    done: (status: string, body: string | undefined, offers: readonly Action[]) => {
      Object.assign(shown, { status, body, ...offer(offers) });
    },
  } as unknown as Run;
  const answered = {
    project,
    role: 'service_role',
    request: readRequest(things, { start: 0, end: things.length }),
    parsed: parseRequest(things),
    send: async ({ method, headers }: RestRequest) => {
      sent.push(`${method} ${headers.Prefer}`);
      return { headers: { 'content-range': '*/1234' } };
    },
    answer: {
      status: 200,
      statusText: 'OK',
      headers: { 'content-type': type, ...(range ? { 'content-range': range } : {}) },
      ...(typeof content === 'string' ? { body: content } : { body: '', bytes: content }),
      milliseconds: 12.4,
    },
  } as unknown as Answered;
  const services = { sessions: { knownSchemas: () => [] } };
  await showAnswer(services as never, run, answered);
  return shown;
}

const point = '{"type": "Point", "coordinates": [10.75, 59.91]}';

describe('an answer', () => {
  const tables: readonly (readonly [
    what: string,
    type: string,
    body: string,
    columns: readonly string[],
    rows: readonly (readonly Cell[])[],
  ])[] = [
    [
      'of rows',
      'application/json; charset=utf-8',
      '[{"id": 9007199254740993, "a": null}]',
      ['id', 'a'],
      [['9007199254740993', null]],
    ],
    [
      'of one row',
      'application/vnd.pgrst.object+json',
      '{"id": 1, "a": "x"}',
      ['id', 'a'],
      [['1', 'x']],
    ],
    [
      'without its nulls',
      'application/vnd.pgrst.array+json;nulls=stripped',
      '[{"id": 1}, {"id": 2, "a": "x"}]',
      ['id', 'a'],
      [
        ['1', null],
        ['2', 'x'],
      ],
    ],
    ['in CSV', 'text/csv; charset=utf-8', 'id,a\n1,"x,y"\n', ['id', 'a'], [['1', 'x,y']]],
    [
      'of places',
      'application/geo+json; charset=utf-8',
      `{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": ${point}, "properties": {"id": 7, "name": "Oslo"}}, {"type": "Feature", "geometry": null, "properties": {"id": 8}}]}`,
      ['id', 'name', 'geometry'],
      [
        ['7', 'Oslo', point],
        ['8', null, null],
      ],
    ],
    ['of one value', 'application/json', '12.50', ['value'], [['12.50']]],
  ];
  for (const [what, type, body, columns, rows] of tables) {
    it(`${what} is shown as rows, digit for digit`, async () => {
      const shown = await shownFor(type, body, '0-9/40');
      assert.deepEqual([shown.columns, shown.rows], [columns, rows]);
      assert.equal(shown.status, '200 OK · 0-9/40 · 12 ms');
    });
  }

  for (const [what, type, body] of [
    ['a plan', 'application/vnd.pgrst.plan+text; charset=utf-8', 'Seq Scan on things'],
    ['a plan in JSON', 'application/vnd.pgrst.plan+json; for="application/json"', '[{"Plan": {}}]'],
    ['XML', 'text/xml', '<things/>'],
  ] as const) {
    it(`that is ${what} is shown as it is, to read and to keep`, async () => {
      const shown = await shownFor(type, body);
      assert.equal(shown.body, body);
      assert.deepEqual(shown.offers, ['Count…', 'Response', 'Save…']);
    });
  }

  it('whose range says nothing is told without it', async () => {
    const shown = await shownFor('text/xml', '', '*/*');
    assert.equal(shown.status, '200 OK · 12 ms');
  });

  it('that is no text is told by its type and its size, and can be kept', async () => {
    const shown = await shownFor('image/png', new Uint8Array(2_048));
    assert.equal(shown.status, '200 OK · 12 ms · image/png · 2,048 bytes');
    assert.equal(shown.body, undefined);
    assert.deepEqual(shown.offers, ['Count…', 'Save…']);
  });

  it('that is no text is written byte for byte', async () => {
    const bytes = Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0x00, 0x0a]);
    const shown = await shownFor('application/zip', bytes);
    const files: Record<string, string> = {};
    setEditor({ chosenFile: '/folder/things.bin', files });
    shown.press('Save…');
    await new Promise(setImmediate);
    assert.deepEqual(files, { 'things.bin': 'PK\u0003\u0004\u0000\n' });
  });

  for (const [how, preference] of [
    ['Exactly', 'count=exact'],
    ['Estimated', 'count=estimated'],
    ['Planned', 'count=planned'],
  ] as const) {
    it(`is counted without its rows: ${how}`, async () => {
      const shown = await shownFor('application/json', '[{"id": 1}]');
      const said = setEditor({ taken: [[how]] });
      shown.press('Count…');
      await new Promise(setImmediate);
      assert.equal(sent.at(-1), `HEAD ${preference}`);
      assert.ok(said.includes(`${how}: 1,234 rows.`), said.join());
    });
  }
});
