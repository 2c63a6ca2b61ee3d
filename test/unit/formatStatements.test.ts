// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { createStatementIndex } from '../../src/core/sql/statementIndex';
import { formatStatements } from '../../src/vscode/editor/formatStatements';

const text = Array.from({ length: 100 }, (_, at) => `select ${at}`).join(';\n');

/** Takes a while, as the formatter does. */
function working(): void {
  const since = performance.now();
  while (performance.now() - since < 2);
}

/** Formats the text, to which it gives another indent; `cancelAfter` is a number of turns that others had. */
async function format({ cancelAfter = Number.POSITIVE_INFINITY, from = 0, to = text.length } = {}) {
  let done = false;
  let turns = 0;
  let asked = 0;
  let cancel = () => {};
  const others = () => {
    if (done) return;
    turns++;
    if (turns === cancelAfter) cancel();
    setTimeout(others);
  };
  setTimeout(others);
  const services = {
    sqlTexts: { of: () => createStatementIndex(text), dispose() {} },
    world: {
      async formatStatement(sql: string, indent: string) {
        asked++;
        working();
        return sql.endsWith('7') ? sql : `${indent}${sql}`;
      },
    },
  } as unknown as Parameters<typeof formatStatements>[0];
  const token = {
    onCancellationRequested(listener: () => void) {
      cancel = listener;
      return { dispose() {} };
    },
  } as unknown as vscode.CancellationToken;
  const document = { positionAt: (offset: number) => offset } as unknown as vscode.TextDocument;
  const range = { start: from, end: to } as unknown as vscode.Range;
  const options = { tabSize: 2, insertSpaces: true };
  const edits = await formatStatements(services, document, range, options, token);
  done = true;
  return { edits, turns, asked };
}

describe('formatting a document of many statements', function () {
  this.timeout(60_000);

  it('changes what would be laid out otherwise, at its place', async () => {
    const { edits } = await format();
    assert.equal(edits.length, 90);
    const [, second] = edits as unknown as { range: { start: number }; newText: string }[];
    assert.deepEqual(
      [second?.range.start, second?.newText],
      [text.indexOf('select 1'), '  select 1'],
    );
  });

  it('lets others run between the statements', async () => {
    const { turns } = await format();
    assert.ok(turns > 5, `${turns} turns`);
  });

  it('ends where the editor gives it up, and changes nothing', async () => {
    const { edits, asked } = await format({ cancelAfter: 2 });
    assert.deepEqual(edits, []);
    assert.ok(asked < 90, `${asked} statements`);
  });

  it('touches the statements of the range alone', async () => {
    const { asked } = await format({
      from: text.indexOf('select 5;'),
      to: text.indexOf('select 9;'),
    });
    assert.equal(asked, 5);
  });
});
