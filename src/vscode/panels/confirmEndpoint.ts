import * as vscode from 'vscode';
import { cancelled } from '../../core/errors';
import type { Project } from '../../core/model';
import { showWarningMessage } from '../window';
import type { ChosenConnection } from './connectStrings';

const allowedKey = 'powabase.allowedEndpoints';

/**
 * The settings of a repository may name any server as a way to the database: before the password goes to another
 * address than the Database URL has, the person decides, once for each. Throws `cancelled`.
 */
export async function confirmEndpoint(
  project: Project,
  { way, given, isNamed }: ChosenConnection,
  globalState: vscode.Memento,
): Promise<void> {
  const { host, port } = way.parts;
  const isGiven = host === given.host && port === given.port;
  if (project.place !== 'workspace' || !isNamed || isGiven) return;
  const entry = `${given.user}@${given.host}:${given.port} ${host}:${port}`;
  const allowed = globalState.get<readonly string[]>(allowedKey, []);
  if (allowed.includes(entry)) return;
  const yes = vscode.l10n.t('Connect');
  const answer = await showWarningMessage(
    vscode.l10n.t('Log in at {0} with the database password?', `${host}:${port}`),
    {
      modal: true,
      detail: vscode.l10n.t(
        'The settings of this workspace name it for the project "{0}". Its Database URL leads to {1}.',
        project.name,
        `${given.host}:${given.port}`,
      ),
    },
    yes,
  );
  if (answer !== yes) throw cancelled();
  await globalState.update(allowedKey, [...allowed, entry]);
}
