// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { Project } from '../../src/core/model';
import { chooseProject } from '../../src/vscode/commands/chooseProject';
import { createAttachments } from '../../src/vscode/editor/attachments';
import type { Projects } from '../../src/vscode/projects';
import type { Services } from '../../src/vscode/services';
import { memento, setEditor } from './fakeVscode';

const named = (name: string): Project => ({
  id: `user:${name}`,
  name,
  provider: 'powabase',
  place: 'user',
  credentials: {},
});
const all = [named('Shop'), named('Other shop')];
const projects = {
  list: () => all,
  find: (id: string) => all.find((one) => one.id === id),
  onDidChange: () => ({ dispose() {} }),
} as unknown as Projects;

/** An editor on one line of text, and the line after its edits. */
function editorOn(text: string) {
  let line = text;
  const document = {
    uri: { toString: () => 'file:///folder/a.sql' },
    languageId: 'sql',
    lineCount: 1,
    lineAt: () => ({ text: line }),
  };
  const edit = async (make: (builder: unknown) => void) => {
    make({
      replace: ({ start, end }: vscode.Range, to: string) => {
        line = line.slice(0, start.character) + to + line.slice(end.character);
      },
    });
    return true;
  };
  return { textEditor: { document, edit }, document, now: () => line };
}

describe('choosing the project of a document', () => {
  const lines: readonly (readonly [before: string, after: string])[] = [
    ['-- @project Shopp', '-- @project Other shop'],
    ['#   @project   project  ', '#   @project   Other shop  '],
    ['<!-- @project Shop -->', '<!-- @project Other shop -->'],
    ['select 1', 'select 1'],
  ];
  for (const [before, after] of lines) {
    it(`makes ${JSON.stringify(after)} of ${JSON.stringify(before)}`, async () => {
      const { textEditor, document, now } = editorOn(before);
      setEditor({ textEditor, taken: [['Other shop']] });
      const attachments = createAttachments(memento() as never, projects);
      await chooseProject({ attachments, projects } as unknown as Services);
      assert.equal(now(), after);
      assert.equal(
        attachments.projectOf(document as unknown as vscode.TextDocument)?.name,
        'Other shop',
      );
    });
  }
});
