import * as vscode from 'vscode';
import { asFailure, type Failure } from '../core/errors';
import type { Services } from './services';
import { manageTrust } from './trust';
import { showErrorMessage } from './window';
import { explain } from './words';

/** Does the work, and reports what it throws. */
export async function reporting(
  { log }: Pick<Services, 'log'>,
  doing: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    await reportFailure({ log }, doing, error);
  }
}

/** One sentence for the person, one redacted line for the log; what the person ended needs neither. */
export async function reportFailure(
  { log }: Pick<Services, 'log'>,
  doing: string,
  error: unknown,
): Promise<void> {
  const failure = asFailure(error);
  if (failure.reason === 'cancelled') return;
  log.failure(doing, failure);
  await show(failure);
}

async function show(failure: Failure): Promise<void> {
  const action = actionFor(failure);
  const words = explain(failure);
  if (!action) {
    await showErrorMessage(words);
    return;
  }
  const answer = await showErrorMessage(words, {}, action.label);
  if (answer === action.label) await vscode.commands.executeCommand(action.command);
}

function actionFor({ reason }: Failure) {
  switch (reason) {
    case 'restricted':
      return { label: vscode.l10n.t('Manage Workspace Trust'), command: manageTrust };
    case 'busy':
      return { label: vscode.l10n.t('Cancel It'), command: 'powabase.cancel' };
    case 'noProject':
      return { label: vscode.l10n.t('Add Project'), command: 'powabase.addProject' };
    default:
      return undefined;
  }
}
