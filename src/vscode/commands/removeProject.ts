import * as vscode from 'vscode';
import type { Services } from '../services';
import { showWarningMessage } from '../window';
import { pickProject } from './pickProject';

export async function removeProject(services: Services, argument: unknown): Promise<void> {
  const project = await pickProject(services, argument);
  const remove = vscode.l10n.t('Remove');
  const answer = await showWarningMessage(
    vscode.l10n.t('Remove "{0}" from the list?', project.name),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Its secrets are removed from this machine. Nothing changes on the server, and no .env file is touched.',
      ),
    },
    remove,
  );
  if (answer !== remove) return;
  // The list first: a project that still stands there would be asked for the secrets it has just lost.
  await services.projects.remove(project);
  await services.credentials.forget(project);
}
