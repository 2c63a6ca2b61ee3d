// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import { packRows, unpackRows } from '../../src/core/packedRows';
import type { Row, Spool } from '../../src/core/ports';
import type { ResultsView } from '../../src/protocol/results';
import { createResultRuns } from '../../src/vscode/panels/resultRuns';

const actions = { cancel() {}, retry() {} };

function panel() {
  const open = new Set<Spool>();
  const shown: ResultsView[] = [];
  const openSpool = async (): Promise<Spool> => {
    const rows: Row[] = [];
    const spool: Spool = {
      get rowCount() {
        return rows.length;
      },
      size: 0,
      append: async (batch) => void rows.push(...unpackRows(batch)),
      replace: (row, cells) => {
        rows[row] = cells;
      },
      window: async (offset, count) => rows.slice(offset, offset + count),
      pick: async (numbers) => packRows(Array.from(numbers, (row) => rows[row] ?? [])),
      close: async () => void open.delete(spool),
    };
    open.add(spool);
    return spool;
  };
  const runs = createResultRuns(openSpool, {
    changed: (view) => shown.push(view),
    tabs: () => {},
    outgrew: async () => {},
  });
  const begin = (text: string, beside: boolean) =>
    runs.begin({ project: 'Shop', role: 'anon', text }, actions, beside);
  async function select(text: string, beside: boolean) {
    const run = begin(text, beside);
    run.columns([{ name: 'n', type: 'int4' }]);
    await run.rows(packRows([[text]]));
    run.finish('complete', '1 ms');
  }
  return {
    runs,
    open,
    shown,
    begin,
    select,
    texts: () => runs.tabs().tabs.map(({ text }) => text),
  };
}

describe('the results of a run', () => {
  it('keep a tab for each statement with rows, and none for the others beside them', async () => {
    const { runs, begin, select, texts } = panel();
    begin('begin', false).done('BEGIN · 1 ms');
    assert.deepEqual(texts(), ['begin']);
    await select('select 1', true);
    await select('select 2', true);
    begin('commit', true).done('COMMIT · 1 ms');
    assert.deepEqual(texts(), ['select 1', 'select 2']);
    assert.deepEqual(
      runs.tabs().tabs.map(({ ordinal }) => ordinal),
      [2, 3],
    );
    assert.equal(runs.tabs().messages, 4);
    const view = await runs.view();
    assert.ok(view.kind === 'rows');
    assert.deepEqual(view.first, [['select 2']]);
  });

  it('are shown as they are chosen, with their first rows', async () => {
    const { runs, select, shown } = panel();
    await select('select 1', false);
    await select('select 2', true);
    const [first] = runs.tabs().tabs;
    await runs.choose(first?.id ?? 0);
    const view = shown.at(-1);
    assert.ok(view?.kind === 'rows');
    assert.deepEqual(view.first, [['select 1']]);
    await runs.choose(0);
    assert.deepEqual(shown.at(-1), {
      kind: 'messages',
      lines: [
        { kind: 'done', label: 'select 1', text: '1 row · 1 ms' },
        { kind: 'done', label: 'select 2', text: '1 row · 1 ms' },
      ],
    });
  });

  it('say how many messages of a flood are not kept', async () => {
    const { runs, begin, select } = panel();
    const run = begin('do', false);
    for (let at = 1; at <= 3_000; at++) run.notice?.({ severity: 'NOTICE', text: `number ${at}` });
    run.done('DO · 1 ms');
    await runs.choose(0);
    const view = await runs.view();
    assert.ok(view.kind === 'messages');
    const [said, first] = view.lines;
    assert.equal(said?.text, 'Earlier messages: 2,001, not kept.');
    assert.deepEqual([first?.text, view.lines.at(-1)?.text], ['number 2002', 'DO · 1 ms']);
    await select('select 1', false);
    assert.equal(runs.tabs().messages, 1);
  });

  it('end with the next run, files and all, and are never more than twenty', async () => {
    const { open, select, texts } = panel();
    for (let at = 0; at < 25; at++) await select(`select ${at}`, at > 0);
    assert.equal(open.size, 20);
    assert.equal(texts()[0], 'select 5');
    await select('select again', false);
    assert.deepEqual([texts(), open.size], [['select again'], 1]);
  });

  for (const [fetchesAll, wish] of [
    [false, 'enough'],
    [true, 'more'],
  ] as const) {
    it(`have ${wish} rows at the limit${fetchesAll ? ' where all are wanted' : ''}`, async function () {
      this.timeout(60_000);
      const { runs } = panel();
      const heading = { project: 'Shop', role: 'anon', text: 'select' };
      const run = runs.begin(heading, { ...actions, fetchesAll }, false);
      const row = packRows([['1']]);
      const piece = row.pieces[0] ?? new Uint8Array();
      const pieces = Array.from({ length: 100_000 }, () => piece);
      for (let batch = 1; batch < 10; batch++) {
        assert.equal(await run.rows({ count: pieces.length, pieces }), 'more');
      }
      assert.equal(await run.rows({ count: pieces.length, pieces }), wish);
    });
  }

  it('are shown in another order as the person wants, and again as they came', async () => {
    const { runs, shown, begin } = panel();
    const run = begin('select', false);
    run.columns([{ name: 'n', type: 'int4' }]);
    await run.rows(packRows([['1'], ['2'], ['3']]));
    run.finish('complete', '1 ms');
    const [{ id } = { id: 0 }] = runs.tabs().tabs;
    const kept = runs.find(id);
    assert.ok(kept?.spool);
    const { spool } = kept;
    const arrangement = { sort: [{ column: 0, descending: true }], filters: [] };
    const order = Uint32Array.of(2, 0);
    const window = async (offset: number, count: number) =>
      Array.from(order.subarray(offset, offset + count), (row) => [String(row + 1)]);
    await runs.arrange(kept, { arrangement, order, fetched: 3, window });
    const view = shown.at(-1);
    assert.ok(view?.kind === 'rows');
    assert.deepEqual([view.rowCount, view.first], [2, [['3'], ['1']]]);
    assert.deepEqual(view.arranged, { ...arrangement, fetched: 3 });
    assert.deepEqual(await runs.view(), view);
    await runs.arrange(kept, undefined);
    const plain = shown.at(-1);
    assert.ok(plain?.kind === 'rows');
    assert.deepEqual([plain.rowCount, plain.arranged], [3, undefined]);
    assert.deepEqual(plain.first, await spool.window(0, 3));
  });
});
