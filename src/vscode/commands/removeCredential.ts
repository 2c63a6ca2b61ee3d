import * as vscode from 'vscode';
import { idsIn } from '../../core/credentialIds';
import { cancelled, Failure, message } from '../../core/errors';
import { labelOf, providerOf } from '../../providers';
import type { Services } from '../services';
import { showQuickPick, showWarningMessage } from '../window';
import { pickProject } from './pickProject';

/** Takes one credential out of a project; a stored secret is removed from this machine. */
export async function removeCredential(services: Services, argument: unknown): Promise<void> {
  const { projects, credentials } = services;
  const project = await pickProject(services, argument);
  const provider = providerOf(project.provider);
  const known = idsIn(project.credentials);
  if (known.length === 0) {
    throw new Failure('badInput', message('"{0}" has no credential to remove.', project.name));
  }
  const picked = await showQuickPick(
    known.map((id) => ({ label: labelOf(provider, id, vscode.l10n.t), id })),
    { title: vscode.l10n.t('Remove Credential: {0}', project.name) },
  );
  if (!picked) throw cancelled();
  const { id, label } = picked;
  const remove = vscode.l10n.t('Remove');
  const answer = await showWarningMessage(
    vscode.l10n.t('Remove the {0} of "{1}"?', label, project.name),
    {
      modal: true,
      detail:
        project.credentials[id]?.from === 'stored'
          ? vscode.l10n.t('It is removed from this machine. On the server it stays valid.')
          : vscode.l10n.t('The project forgets where it is kept. The value itself stays there.'),
    },
    remove,
  );
  if (answer !== remove) throw cancelled();
  const { [id]: _, ...others } = project.credentials;
  // The list first: a project that still names the credential would ask for it.
  await projects.save({ ...project, credentials: others });
  await credentials.remove(project, id);
}
