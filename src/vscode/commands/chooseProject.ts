import * as vscode from 'vscode';
import { Failure, message } from '../../core/errors';
import type { Services } from '../services';
import { pickProject } from './pickProject';

/** Attaches the document in the editor to a project. */
export async function chooseProject(services: Services): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) {
    throw new Failure(
      'badInput',
      message('Open a file first: a project is chosen for a document.'),
    );
  }
  const named = services.attachments.namedIn(document);
  if (named !== undefined) {
    throw new Failure(
      'badInput',
      message('The @project line of this document decides: change "{0}" there.', named),
    );
  }
  await services.attachments.attach(document, await pickProject(services, undefined));
}
