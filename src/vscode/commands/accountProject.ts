import * as vscode from 'vscode';
import type {
  Account,
  AccountAccess,
  AccountDraft,
  AccountListing,
} from '../../core/accounts/account';
import { endpointsOf } from '../../core/accounts/endpoints';
import { renderConnection } from '../../core/connectionStrings';
import type { AccountToken } from '../../core/detectProject';
import { asFailure, Failure } from '../../core/errors';
import { plainProjectName } from '../../core/projectName';
import { providerOf } from '../../providers';
import { accountBase } from '../accountBase';
import { reportFailure } from '../reporting';
import type { Services } from '../services';
import { showInputBox, showQuickPick, withProgress } from '../window';
import { translate } from '../words';
import { type ChosenToken, chooseToken, wantsToKeep } from './accountToken';
import type { FoundDraft } from './reviewDraft';

/**
 * Lists the projects of an account and reads the keys of the one that is picked; of `given` where there is a token
 * already. Throws a `Failure` when there is no list; a project that cannot be read leads back to it.
 */
export async function findAccountProject(
  services: Services,
  given?: AccountToken,
): Promise<FoundDraft | undefined> {
  const { world } = services;
  const account = await pickAccount(await world.accounts(), given);
  const token =
    account && (await (given ? checked(account, given) : chooseToken(services, account)));
  if (account === undefined || token === undefined) return undefined;
  const access: AccountAccess = {
    send: world.sendHttp,
    base: accountBase(account, world),
    token: token.value,
  };
  const listing = await working(account, (signal) => account.list(access, signal));
  const draft = await readPicked(services, account, access, listing);
  if (draft === undefined) return undefined;
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

async function pickAccount(accounts: readonly Account[], given: AccountToken | undefined) {
  if (given) return accounts.find(({ id }) => id === given.account);
  const picked = await showQuickPick(
    accounts.map((account) => ({
      label: account.label,
      detail: vscode.l10n.t('{0}, made at {1}', account.tokenLabel, account.tokenUrl),
      account,
    })),
    { title: vscode.l10n.t('Whose account?'), ignoreFocusOut: true },
  );
  return picked?.account;
}

async function checked(account: Account, { value }: AccountToken): Promise<ChosenToken> {
  const problem = await account.checkToken(value);
  if (problem) throw new Failure('badInput', problem);
  return { value, kept: false };
}

/** The project that is picked; one that fails is said and the list shown again. Undefined when that is left. */
async function readPicked(
  services: Services,
  account: Account,
  access: AccountAccess,
  listing: AccountListing,
): Promise<AccountDraft | undefined> {
  while (true) {
    const project = await pickFrom(listing);
    if (!project) return undefined;
    try {
      return await working(account, (signal) => account.read(access, project, signal));
    } catch (error) {
      void reportFailure(services, 'account', error);
    }
  }
}

/** The API tells the ways to the database, never its password. */
async function askDatabase({ endpoints, credentials }: AccountDraft) {
  if (endpoints.length === 0 || credentials.databaseUrl !== undefined) return {};
  const labels = {
    direct: vscode.l10n.t('Direct connection'),
    session: vscode.l10n.t('Session pooler'),
    transaction: vscode.l10n.t('Transaction pooler'),
  };
  const picked = await showQuickPick(
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
  const password = await showInputBox({
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
  return withProgress(
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
  const picked = await showQuickPick(
    projects.map((project) => ({
      label: plainProjectName(project.name),
      description: plainProjectName(project.group ?? ''),
      detail: project.notice ? translate(project.notice) : (project.url ?? ''),
      project,
    })),
    { title: vscode.l10n.t('Which project?'), ignoreFocusOut: true, matchOnDescription: true },
  );
  return picked?.project;
}
