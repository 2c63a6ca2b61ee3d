import './fakeVscode';
import assert from 'node:assert/strict';
import type { Project } from '../../src/core/model';
import { unpackRows } from '../../src/core/packedRows';
import { type RestRequest, readRequest } from '../../src/core/rest/request';
import { createPages } from '../../src/vscode/commands/answerPages';
import type { Run } from '../../src/vscode/panels/resultRun';

const read = (text: string) => readRequest(text, { start: 0, end: text.length });

/** A server of so many rows that gives at most `cap` of them at once. */
function serverOf(rows: number, cap: number) {
  const asked: string[] = [];
  return {
    asked,
    send: async ({ headers }: RestRequest) => {
      const { Range = '' } = headers;
      asked.push(Range);
      const [first = 0, last = 0] = Range.split('-').map(Number);
      const end = Math.min(last + 1, rows, first + cap);
      const ids = Array.from({ length: Math.max(0, end - first) }, (_, at) => ({ id: first + at }));
      return {
        status: 200,
        statusText: 'OK',
        headers: {},
        body: JSON.stringify(ids),
        milliseconds: 1,
      };
    },
  };
}

/** Looks at everything, and says what was shown at the end. */
async function readAll(id: string, rows: number, cap: number, size: number, isOrdered = true) {
  const server = serverOf(rows, cap);
  const shown: number[] = [];
  const ended: string[] = [];
  let last = '';
  const run = {
    rows: async (batch: Parameters<typeof unpackRows>[0]) => {
      shown.push(...unpackRows(batch).map(([cell]) => Number(cell)));
      return 'more' as const;
    },
    finish: (progress: string, status: string) => {
      ended.push(progress);
      last = status;
    },
  } as unknown as Run;
  const project: Project = { id, name: id, place: 'user', provider: 'powabase', credentials: {} };
  const log = { failure: (_: string, failure: Error) => assert.fail(failure) };
  const request = read('GET /things?select=id');
  const pages = createPages({ log } as never, run, {
    project,
    request,
    size,
    isOrdered,
    send: server.send,
  });
  const first = Math.min(rows, cap, size);
  shown.push(...Array.from({ length: first }, (_, at) => at));
  await pages.begin(
    { columns: [{ name: 'id', type: '' }], rows: first, status: '200 OK', offers: [] },
    undefined,
  );
  while (ended.at(-1) === 'more') await pages.more();
  return { shown, ended, last, asked: server.asked };
}

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

describe('the pages of an answer', () => {
  it('end with the one that is not full', async () => {
    const { shown, ended } = await readAll('full', 25, 1000, 10);
    assert.deepEqual([shown, ended], [upTo(25), ['more', 'more', 'complete']]);
  });

  it('go on where the server gives fewer rows than are asked for, and say so', async () => {
    const { shown, last } = await readAll('capped', 23, 5, 10);
    assert.deepEqual(shown, upTo(23));
    assert.match(last, /the server gives 5 rows at once/);
  });

  it('cost one more row where a short page may be a cap, and nothing once it cannot be', async () => {
    assert.deepEqual((await readAll('small', 7, 1000, 10)).asked, ['7-7']);
    assert.deepEqual((await readAll('small', 6, 1000, 10)).asked, []);
    assert.deepEqual((await readAll('small', 7, 1000, 10)).asked, ['7-7']);
  });

  it('may overlap where no order is given, which is said while there are more', async () => {
    const { ended, last } = await readAll('unordered', 3, 1000, 10, false);
    assert.deepEqual([ended, last], [['complete'], '200 OK']);
    const server = serverOf(20, 1000);
    const statuses: string[] = [];
    const run = { finish: (_: string, status: string) => statuses.push(status) } as unknown as Run;
    const project: Project = {
      id: 'o',
      name: 'o',
      place: 'user',
      provider: 'powabase',
      credentials: {},
    };
    const paged = {
      project,
      request: read('/things'),
      size: 10,
      isOrdered: false,
      send: server.send,
    };
    const first = { columns: [], rows: 10, status: '200 OK', offers: [] };
    await createPages({} as never, run, paged).begin(first, undefined);
    assert.match(statuses.join(), /no order is given, so pages may overlap/);
  });

  it('end at the total that the server counted', async () => {
    const statuses: string[] = [];
    const run = { finish: (progress: string) => statuses.push(progress) } as unknown as Run;
    const project: Project = {
      id: 't',
      name: 't',
      place: 'user',
      provider: 'powabase',
      credentials: {},
    };
    const paged = {
      project,
      request: read('/things'),
      size: 10,
      isOrdered: true,
      send: () => assert.fail('nothing is to be asked'),
    };
    const first = { columns: [], rows: 10, status: '200 OK', offers: [] };
    const pages = createPages({} as never, run, paged);
    await pages.begin(first, 10);
    await pages.begin(first, 11);
    assert.deepEqual(statuses, ['complete', 'more']);
  });
});
