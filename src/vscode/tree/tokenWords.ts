import * as vscode from 'vscode';
import { timeLeft } from '../../core/countdown';
import { readJwt } from '../../core/jwt';
import type { Project } from '../../core/model';
import { labelOf, providerOf } from '../../providers';
import type { Credentials } from '../credentials';
import { translate } from '../words';

/** Who the project's user token is for, and how long it is good; undefined where there is none to look at. */
export async function tokenWords(
  project: Project,
  credentials: Credentials,
): Promise<string | undefined> {
  const token = await credentials.peek(project, 'userToken');
  const claims = token === undefined ? undefined : readJwt(token)?.claims;
  if (claims === undefined) return undefined;
  const { sub, role, exp } = claims;
  const facts = [
    ...(typeof sub === 'string' ? [`sub ${sub}`] : [vscode.l10n.t('names no user')]),
    ...(typeof role === 'string' ? [`role ${role}`] : []),
    typeof exp === 'number'
      ? translate(timeLeft(exp, Date.now() / 1_000))
      : vscode.l10n.t('does not expire'),
  ];
  return `${labelOf(providerOf(project.provider), 'userToken', vscode.l10n.t)}: ${facts.join(' · ')}`;
}
