import * as vscode from 'vscode';
import { Failure, message } from '../../core/errors';
import type { Services } from '../services';
import { projectForDocument } from './pickProject';
import { runOne } from './runStatement';

/** Begins, commits or rolls back the transaction of the document in the editor. */
export async function endOrBegin(
  services: Services,
  text: 'begin' | 'commit' | 'rollback',
): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) {
    throw new Failure('badInput', message('Open a file first: a transaction belongs to one.'));
  }
  const project = await projectForDocument(services, document);
  const statement = { text, start: 0, end: text.length };
  await runOne(services, { project, statement, session: document.uri });
}
