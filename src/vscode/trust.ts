import * as vscode from 'vscode';
import { Failure, message } from '../core/errors';

/** The editor's own page about the trust of a folder. */
export const manageTrust = 'workbench.trust.manage';

/** Throws `restricted` where the folder that is open is not trusted. */
export function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new Failure(
    'restricted',
    message(
      'This folder is in Restricted Mode, so nothing of it is used. Trust this folder first.',
    ),
  );
}
