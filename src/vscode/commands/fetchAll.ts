import * as vscode from 'vscode';
import type { Database } from '../../core/ports';
import type { Action } from '../panels/resultViews';
import { showInformationMessage } from '../window';
import type { Allowed } from './allowStatement';

/**
 * Offers all rows of a statement that only reads, where the limit ended them. Its cursor was closed there, since a
 * paused one holds a snapshot and a connection: it runs once more, which the person is told before.
 */
export function fetchAll(fetched: number, runAgain: () => void): Action {
  return { label: vscode.l10n.t('Fetch All…'), run: () => void ask(fetched, runAgain) };
}

async function ask(fetched: number, runAgain: () => void): Promise<void> {
  const run = vscode.l10n.t('Run Again');
  const answer = await showInformationMessage(
    vscode.l10n.t('Run this statement again and fetch all of its rows?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Reading ended after {0} rows and nothing was left open on the server. It runs from its start, in a transaction that cannot write, and its rows may have changed since. All of them are kept in a file until the result is closed.',
        fetched.toLocaleString(vscode.env.language),
      ),
    },
    run,
  );
  if (answer === run) runAgain();
}

/** Not in the transaction that a person has open: there it runs as it did before. */
export function readingOnly(
  allowed: Allowed,
  { transaction }: Pick<Database, 'transaction'>,
): Allowed {
  return transaction === 'none' ? { ...allowed, readOnly: true } : allowed;
}
