// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { asFailure } from '../../src/core/errors';
import type { StringChoice } from '../../src/protocol/connect';
import type { InsertTarget } from '../../src/vscode/editor/insertText';
import { insertConnection } from '../../src/vscode/panels/insertConnection';
import { setEditor } from './fakeVscode';

/** Inserts a connection into a file; gives what was inserted, what was asked, and the reason where it ended early. */
async function inserted(
  path: string,
  languageId: string,
  password: StringChoice['password'],
  pressed: string[],
) {
  const shown = setEditor({ pressed });
  const texts: string[] = [];
  const uri = vscode.Uri.joinPath(
    (vscode.workspace.workspaceFolders ?? assert.fail())[0]?.uri ?? assert.fail(),
    path,
  );
  const editor = {
    document: { uri, languageId, getText: () => '' },
    options: {},
    selection: { start: { line: 0 } },
  };
  const target = {
    current: () => editor,
    insert: async (text: string) => void texts.push(text),
  } as unknown as InsertTarget;
  const choice = { password } as StringChoice;
  const ended = await insertConnection(target, 'the string', choice).then(
    () => undefined,
    (error) => asFailure(error).reason,
  );
  return { texts, shown, ended };
}

describe('a connection with its password', () => {
  for (const [path, language] of [
    ['src/App.tsx', 'typescriptreact'],
    ['public/app.js', 'javascript'],
  ] as const) {
    it(`is written into ${path} only when the person insists`, async () => {
      const left = await inserted(path, language, 'included', []);
      assert.match(left.shown.join(''), /^Write this into the file: Database URL\? .*everybody/);
      assert.deepEqual([left.texts, left.ended], [[], 'cancelled']);
      const { texts } = await inserted(path, language, 'included', ['Write the Secret']);
      assert.deepEqual(texts, ['the string']);
    });
  }

  it('goes into a server’s file without a question', async () => {
    const { texts, shown } = await inserted('server/db.ts', 'typescript', 'included', []);
    assert.deepEqual([texts, shown], [['the string'], []]);
  });

  for (const password of ['environment', 'placeholder'] as const) {
    it(`goes anywhere while it is left out: ${password}`, async () => {
      const { texts, shown } = await inserted('src/App.tsx', 'typescriptreact', password, []);
      assert.deepEqual([texts, shown], [['the string'], []]);
    });
  }
});
