import * as vscode from 'vscode';
import { cancelled, Failure, message } from '../core/errors';
import type { CredentialId, Project } from '../core/model';
import { labelOf, providerOf } from '../providers';
import { showWarningMessage } from './window';

/** One credential of one project. */
export interface Wanted {
  readonly project: Project;
  readonly id: CredentialId;
}

/** A secret goes where it was given for; somebody else's settings cannot move it. */
export async function confirmOrigin(
  { project, id }: Wanted,
  from: string,
  to: string,
): Promise<void> {
  try {
    await confirmSending(
      vscode.l10n.t(
        'Send the {0} of "{1}" to {2}?',
        labelOf(providerOf(project.provider), id, vscode.l10n.t),
        project.name,
        to,
      ),
      vscode.l10n.t('It was used for {0}. Say yes only if you moved the project yourself.', from),
    );
  } catch {
    throw new Failure(
      'wrongOrigin',
      message(
        'A secret of "{0}" was given for {1} and is not sent to {2}.',
        project.name,
        from,
        to,
      ),
    );
  }
}

/** Enter presses the first button of a question, so a person who was typing sends nothing. */
export async function confirmSending(question: string, detail: string): Promise<void> {
  const [no, yes] = [vscode.l10n.t('Do Not Send'), vscode.l10n.t('Send It There')];
  const answer = await showWarningMessage(question, { modal: true, detail }, no, yes);
  if (answer !== yes) throw cancelled();
}
