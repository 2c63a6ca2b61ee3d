import * as vscode from 'vscode';
import { cancelled, Failure, message } from '../../core/errors';
import { readJwt } from '../../core/jwt';
import { claimsToMintAgain, type MintedClaims, mintedLife, mintToken } from '../../core/mintToken';
import type { Project } from '../../core/model';
import { fieldOf, labelOf, providerOf } from '../../providers';
import type { Provider } from '../../providers/provider';
import type { Services } from '../services';
import { showInputBox, showQuickPick, showWarningMessage } from '../window';
import { pickProject } from './pickProject';

/** Signs a short token for a user with the project's own secret, to keep as the user token or to copy. */
export async function mintJwt(services: Services, argument: unknown): Promise<void> {
  const project = await pickProject(services, argument);
  const provider = providerOf(project.provider);
  const secret = await readSecret(services, project);
  await confirmProduction(project);
  const claims = await askClaims(services, project, provider);
  const token = await mintToken(claims, secret, Date.now() / 1_000);
  const label = labelOf(provider, 'userToken', vscode.l10n.t);
  const keep = vscode.l10n.t('Keep it as the {0} of "{1}"', label, project.name);
  const picked = await showQuickPick(
    [
      { label: keep, detail: vscode.l10n.t('Requests as user are sent with it.') },
      { label: vscode.l10n.t('Copy it'), detail: vscode.l10n.t('To use it somewhere else.') },
    ],
    {
      title: vscode.l10n.t('The JWT is good for {0} min', String(mintedLife / 60)),
      ignoreFocusOut: true,
    },
  );
  if (!picked) throw cancelled();
  if (picked.label !== keep) {
    await vscode.env.clipboard.writeText(token);
    return;
  }
  await keepToken(services, project, token);
}

/** Where requests as the user would be sent with a minted token that has expired, offers a new one. */
export async function offerToMintAgain(services: Services, project: Project): Promise<void> {
  const { credentials } = services;
  if (project.credentials.userToken?.from !== 'stored' || !project.credentials.jwtSecret) return;
  const token = await credentials.peek(project, 'userToken');
  const expires = token === undefined ? undefined : readJwt(token)?.claims.exp;
  if (token === undefined || typeof expires !== 'number' || expires * 1_000 > Date.now()) return;
  const secret = await credentials.read(project, 'jwtSecret');
  const now = Date.now() / 1_000;
  const claims = secret === undefined ? undefined : await claimsToMintAgain(token, secret, now);
  if (secret === undefined || claims === undefined) return;
  const again = vscode.l10n.t('Mint Again');
  const answer = await showWarningMessage(
    vscode.l10n.t('The minted JWT of "{0}" has expired.', project.name),
    { modal: true, detail: vscode.l10n.t('A new one says the same and is good for 5 min.') },
    again,
  );
  if (answer !== again) throw cancelled();
  await confirmProduction(project);
  await credentials.store(project, 'userToken', await mintToken(claims, secret, now));
}

/** The users that the person agreed to be, in this window. */
const agreed = new Set<string>();

/** A token to send a request as one user: the one that is kept, or a new one that nobody keeps. */
export async function tokenOf(
  services: Services,
  project: Project,
  subject: string,
): Promise<string> {
  const kept = (await services.credentials.peek(project, 'userToken')) ?? '';
  const { sub, exp } = readJwt(kept)?.claims ?? {};
  if (sub === subject && (typeof exp !== 'number' || exp * 1_000 > Date.now())) return kept;
  const secret = await readSecret(services, project);
  const user = JSON.stringify([project.id, subject]);
  if (!agreed.has(user)) {
    await confirmProduction(project);
    agreed.add(user);
  }
  const { mintedClaims } = providerOf(project.provider);
  const { url } = project;
  const anyRole = fieldOf(providerOf(project.provider), 'userToken')?.anyRole ?? false;
  return mintToken(
    {
      ...(url === undefined ? {} : mintedClaims(url)),
      ...(anyRole ? { role: 'authenticated' } : {}),
      sub: subject,
    },
    secret,
    Date.now() / 1_000,
  );
}

async function readSecret({ credentials }: Services, project: Project): Promise<string> {
  const secret = await credentials.read(project, 'jwtSecret');
  if (secret !== undefined) return secret;
  throw new Failure(
    'missingCredential',
    message(
      '"{0}" has no JWT secret yet, which signs the token. Add it with Powabase: Set Credential.',
      project.name,
    ),
  );
}

/** Whoever has such a token is that user. */
async function confirmProduction({ environment, name }: Project): Promise<void> {
  if (environment !== 'production') return;
  const mint = vscode.l10n.t('Mint Anyway');
  const answer = await showWarningMessage(
    vscode.l10n.t('Mint a JWT for production ("{0}")?', name),
    {
      modal: true,
      detail: vscode.l10n.t('Whoever has it acts as that user on real data until it expires.'),
    },
    mint,
  );
  if (answer !== mint) throw cancelled();
}

async function askClaims(
  { credentials }: Services,
  project: Project,
  provider: Provider,
): Promise<MintedClaims> {
  const { url } = project;
  if (url === undefined) {
    throw new Failure(
      'missingCredential',
      message('"{0}" has no project URL yet. Add it with Powabase: Set Credential.', project.name),
    );
  }
  const before = readJwt((await credentials.peek(project, 'userToken')) ?? '')?.claims;
  const anyRole = fieldOf(provider, 'userToken')?.anyRole ?? false;
  const role = anyRole
    ? await ask(
        vscode.l10n.t('Role of the database'),
        textOf(before?.role) || 'authenticated',
        vscode.l10n.t('Name the role.'),
      )
    : '';
  const sub = await ask(
    anyRole
      ? vscode.l10n.t('User (sub). Leave it empty for a token of the role alone.')
      : vscode.l10n.t('User (sub), as your identity provider names it'),
    textOf(before?.sub),
    anyRole ? undefined : vscode.l10n.t('Name the user: the token is refused without.'),
  );
  return {
    ...provider.mintedClaims(url),
    ...(role === '' ? {} : { role }),
    ...(sub === '' ? {} : { sub }),
  };
}

/** `missing` is said of an empty answer; undefined where it may be empty. */
async function ask(prompt: string, value: string, missing: string | undefined): Promise<string> {
  const answer = await showInputBox({
    title: vscode.l10n.t('Mint Project JWT (Development)'),
    prompt,
    value,
    ignoreFocusOut: true,
    validateInput: (text) => (missing !== undefined && text.trim() === '' ? missing : undefined),
  });
  if (answer === undefined) throw cancelled();
  return answer.trim();
}

function textOf(claim: unknown): string {
  return typeof claim === 'string' ? claim : '';
}

async function keepToken({ credentials, projects }: Services, project: Project, token: string) {
  await credentials.store(project, 'userToken', token);
  if (project.credentials.userToken?.from === 'stored') return;
  const kept = { ...project.credentials, userToken: { from: 'stored' } } as const;
  await projects.save({ ...project, credentials: kept });
}
