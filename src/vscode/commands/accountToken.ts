import * as vscode from 'vscode';
import type { Account } from '../../core/accounts/account';
import { Failure } from '../../core/errors';
import type { Project } from '../../core/model';
import { providerOf } from '../../providers';
import type { Services } from '../services';
import { showInputBox, showQuickPick } from '../window';
import { translate } from '../words';

/** The token that an account is asked with, and whether a project of the list has it already. */
export interface ChosenToken {
  readonly value: string;
  readonly kept: boolean;
}

/** A token that is kept with a project of the account, or one that is pasted; undefined when neither is given. */
export async function chooseToken(
  services: Services,
  account: Account,
): Promise<ChosenToken | undefined> {
  const keeping = services.projects
    .list()
    .filter(
      ({ provider, credentials }) =>
        providerOf(provider).account?.id === account.id && credentials.accessToken,
    );
  if (keeping.length === 0) return askToken(account);
  const picked = await showQuickPick(
    [
      ...keeping.map((project) => ({
        label: vscode.l10n.t('The token kept with "{0}"', project.name),
        project,
      })),
      { label: vscode.l10n.t('Another token…'), project: undefined },
    ],
    { title: account.tokenLabel, ignoreFocusOut: true },
  );
  if (!picked) return undefined;
  return picked.project ? readKept(services, account, picked.project) : askToken(account);
}

async function readKept(
  { credentials }: Services,
  account: Account,
  project: Project,
): Promise<ChosenToken | undefined> {
  const value = await credentials.read(project, 'accessToken');
  if (value === undefined) return undefined;
  const problem = await account.checkToken(value);
  if (problem) throw new Failure('badInput', problem);
  return { value, kept: true };
}

async function askToken(account: Account): Promise<ChosenToken | undefined> {
  const value = await showInputBox({
    title: account.tokenLabel,
    prompt: vscode.l10n.t(
      'It goes to {0} alone. You are asked later whether to keep it.',
      account.label,
    ),
    placeHolder: account.tokenExample,
    password: true,
    ignoreFocusOut: true,
    async validateInput(text) {
      const problem = text.trim() === '' ? undefined : await account.checkToken(text);
      return problem && translate(problem);
    },
  });
  return value?.trim() ? { value: value.trim(), kept: false } : undefined;
}

/** Whether a pasted token shall be there the next time. Leaving the question keeps nothing. */
export async function wantsToKeep(account: Account, { kept }: ChosenToken): Promise<boolean> {
  if (kept) return false;
  const keep = vscode.l10n.t('Keep it with the project');
  const picked = await showQuickPick(
    [
      {
        label: vscode.l10n.t('Forget it'),
        detail: vscode.l10n.t('The keys of the project are all that is kept.'),
      },
      {
        label: keep,
        detail: vscode.l10n.t(
          'In the secret storage of the editor, for {0} alone. It opens every project of the account.',
          account.label,
        ),
      },
    ],
    { title: vscode.l10n.t('Keep the token for the next time?'), ignoreFocusOut: true },
  );
  return picked?.label === keep;
}
