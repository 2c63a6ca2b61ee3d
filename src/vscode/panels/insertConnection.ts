import * as vscode from 'vscode';
import { cancelled } from '../../core/errors';
import type { StringChoice } from '../../protocol/connect';
import type { InsertTarget } from '../editor/insertText';
import { readDocument } from '../snippets/snippetDocument';
import { showWarningMessage } from '../window';

/** Inserts a connection where the person last worked; a password in code for browsers only when they insist. */
export async function insertConnection(
  target: InsertTarget,
  text: string,
  { password }: StringChoice,
): Promise<void> {
  const editor = target.current();
  if (password === 'included' && editor && (await readDocument(editor)).client) {
    await confirmInClient();
  }
  await target.insert(text);
}

async function confirmInClient(): Promise<void> {
  const yes = vscode.l10n.t('Write the Secret');
  const answer = await showWarningMessage(
    vscode.l10n.t('Write this into the file: {0}?', vscode.l10n.t('Database URL')),
    {
      modal: true,
      detail: vscode.l10n.t(
        'This file looks like code that runs in a browser or an app, where everybody can read it.',
      ),
    },
    yes,
  );
  if (answer !== yes) throw cancelled();
}
