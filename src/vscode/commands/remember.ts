import * as vscode from 'vscode';
import { asFailure } from '../../core/errors';
import { type HistoryEntry, historyEntry } from '../../core/history';
import type { Services } from '../services';

/** Keeps what was run, unless the person does not want that. Never fails: it is worth no result. */
export function remember(
  { world, log, secrets }: Services,
  run: Omit<HistoryEntry, 'isMasked' | 'at'>,
): void {
  if (!vscode.workspace.getConfiguration('powabase').get('sql.history', true)) return;
  const entry = historyEntry({ ...run, at: new Date().toISOString() }, [...secrets]);
  void world
    .history()
    .then((history) => history.append(entry))
    .catch((error: unknown) => log.failure('history', asFailure(error)));
}
