import * as vscode from 'vscode';
import type {
  Account,
  AccountAccess,
  AccountDraft,
  AccountListing,
} from '../../core/accounts/account';
import { endpointsOf } from '../../core/accounts/endpoints';
import { renderConnection } from '../../core/connectionStrings';
import { asFailure } from '../../core/errors';
import { providerOf } from '../../providers';
import { accountBase } from '../accountBase';
import type { Services } from '../services';
import { translate } from '../words';
import { chooseToken, wantsToKeep } from './accountToken';
import type { FoundDraft } from './reviewDraft';

/** Lists the projects of an account and reads the keys of the one that is picked. */
export async function findAccountProject(services: Services): Promise<FoundDraft | undefined> {
  const { world } = services;
  const accounts = await world.accounts();
  const picked = await vscode.window.showQuickPick(
    accounts.map((account) => ({
      label: account.label,
      detail: vscode.l10n.t('{0}, made at {1}', account.tokenLabel, account.tokenUrl),
      account,
    })),
    { title: vscode.l10n.t('Whose account?'), ignoreFocusOut: true },
  );
  if (!picked) return undefined;
  const { account } = picked;
  const token = await chooseToken(services, account);
  if (token === undefined) return undefined;
  const access: AccountAccess = {
    send: world.sendHttp,
    base: accountBase(account, world),
    token: token.value,
  };
  const listing = await working(account, (signal) => account.list(access, signal));
  const project = await pickFrom(listing);
  if (!project) return undefined;
  const draft = await working(account, (signal) => account.read(access, project, signal));
  const credentials = {
    ...draft.credentials,
    ...(await askDatabase(draft)),
    ...((await wantsToKeep(account, token)) ? { accessToken: token.value } : {}),
  };
  return {
    provider: providerOf(draft.provider),
    name: draft.name,
    ...(draft.url === undefined ? {} : { url: draft.url }),
    credentials: Object.fromEntries(
      Object.entries(credentials).map(([kind, value]) => [kind, { from: 'typed', value }]),
    ),
    endpoints: endpointsOf(draft.endpoints),
    notes: [...listing.notes, ...draft.notes],
  };
}

/** The API tells the ways to the database, never its password. */
async function askDatabase({ endpoints, credentials }: AccountDraft) {
  if (endpoints.length === 0 || credentials.databaseUrl !== undefined) return {};
  const labels = {
    direct: vscode.l10n.t('Direct connection'),
    session: vscode.l10n.t('Session pooler'),
    transaction: vscode.l10n.t('Transaction pooler'),
  };
  const picked = await vscode.window.showQuickPick(
    endpoints.map(({ kind, replica, parts }) => ({
      label: labels[kind],
      description: replica ? vscode.l10n.t('a replica, which takes no writes') : '',
      detail: `${parts.host}:${parts.port}`,
      parts,
    })),
    {
      title: vscode.l10n.t('Which way to the database? Escape leaves it out'),
      ignoreFocusOut: true,
    },
  );
  if (!picked) return {};
  const password = await vscode.window.showInputBox({
    title: vscode.l10n.t('Password of the database'),
    prompt: vscode.l10n.t('The API does not tell it. Escape leaves the database out.'),
    password: true,
    ignoreFocusOut: true,
  });
  return password
    ? { databaseUrl: renderConnection('uri', { ...picked.parts, password }, { password: 'shown' }) }
    : {};
}

function working<Result>(account: Account, work: (signal: AbortSignal) => Promise<Result>) {
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Asking {0} …', account.label),
      cancellable: true,
    },
    async (_, token) => {
      const abort = new AbortController();
      const subscription = token.onCancellationRequested(() => abort.abort());
      try {
        return await work(abort.signal);
      } catch (error) {
        throw asFailure(error);
      } finally {
        subscription.dispose();
      }
    },
  );
}

async function pickFrom({ projects }: AccountListing) {
  const picked = await vscode.window.showQuickPick(
    projects.map((project) => ({
      label: project.name,
      description: project.group ?? '',
      detail: project.notice ? translate(project.notice) : (project.url ?? ''),
      project,
    })),
    { title: vscode.l10n.t('Which project?'), ignoreFocusOut: true, matchOnDescription: true },
  );
  return picked?.project;
}
