import * as vscode from 'vscode';
import { cancelled, Failure, message } from '../../core/errors';
import type { Project } from '../../core/model';
import type { Database } from '../../core/ports';
import type { Actor } from '../../core/roles';
import { lookups } from '../../core/roles';
import { chooseRequestRole } from '../requests/chooseRequestRole';
import { requestLanguage } from '../requests/requestIn';
import type { Services } from '../services';
import { showInputBox, showQuickPick } from '../window';
import { pickRolesToCompare } from './comparing';
import { projectForDocument } from './pickProject';

const limit = 15_000;

/** Whom the statements of the document in the editor run as, or a request of it is sent as. */
export async function chooseRole(services: Services, argument: unknown): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId === requestLanguage || argument !== undefined) {
    await chooseRequestRole(services, argument);
    return;
  }
  if (!document) {
    throw new Failure('badInput', message('Open a file first: a role is chosen for a document.'));
  }
  if (services.actors.isNamedIn(document)) {
    throw new Failure(
      'badInput',
      message('The @role line of this document decides: change the role there.'),
    );
  }
  const project = await projectForDocument(services, document);
  const signal = AbortSignal.timeout(limit);
  const database = await services.sessions.forDocument(document.uri, project, signal);
  const title = vscode.l10n.t('Run the statements of this document on "{0}" as', project.name);
  await services.actors.choose(document, await pickActor(title, database, signal));
}

/** `undefined` is the connection's own role. Throws `cancelled`. */
export async function pickActor(
  title: string,
  database: Database,
  signal: AbortSignal,
): Promise<Actor | undefined> {
  const picked = await showQuickPick(await roleItems(database, signal), { title });
  if (!picked) throw cancelled();
  return actorOf(picked.role, database, signal);
}

/** Two or three to compare; `undefined` is the connection's own role. Throws `cancelled`. */
export async function pickActors(
  project: Project,
  database: Database,
  signal: AbortSignal,
): Promise<readonly (Actor | undefined)[]> {
  const items = await roleItems(database, signal);
  const usual = ['anon', 'authenticated'];
  const picked = await pickRolesToCompare(
    project,
    items.map((item) => ({ ...item, picked: usual.includes(item.label) })),
  );
  const actors: (Actor | undefined)[] = [];
  for (const { role } of picked) actors.push(await actorOf(role, database, signal));
  return actors;
}

async function roleItems(database: Database, signal: AbortSignal) {
  const roles = (await database.query(lookups.roles, [], signal)).flatMap(([role]) => role ?? []);
  const details: Readonly<Record<string, string>> = {
    anon: vscode.l10n.t('Nobody in particular: requests with the anon or publishable key.'),
    authenticated: vscode.l10n.t('A signed-in user: policies see the id and the claims.'),
    service_role: vscode.l10n.t('Servers with the service role or secret key: no policy holds.'),
  };
  const own = {
    label: database.user,
    description: vscode.l10n.t('the connection’s own role'),
    detail: '',
    role: undefined,
  };
  return [own, ...roles.map((role) => ({ label: role, detail: details[role] ?? '', role }))];
}

async function actorOf(
  role: string | undefined,
  database: Database,
  signal: AbortSignal,
): Promise<Actor | undefined> {
  if (role === undefined) return undefined;
  if (role === 'anon' || role === 'service_role') return { role, claims: {} };
  return { role, claims: await pickUser(database, signal) };
}

/** The user to be: one of `auth.users`, where that can be read, or an id that is typed. */
async function pickUser(
  database: Database,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  const users = await database.query(lookups.users, [], signal).catch(() => []);
  const other = vscode.l10n.t('Another user…');
  const nobody = vscode.l10n.t('Without a user');
  const picked = await showQuickPick(
    [
      ...users.map(([id, email]) => ({ label: email ?? id ?? '', description: id ?? '' })),
      { label: other, description: vscode.l10n.t('type an id') },
      { label: nobody, description: vscode.l10n.t('no sub claim') },
    ],
    { title: vscode.l10n.t('Which user?'), matchOnDescription: true },
  );
  if (!picked) throw cancelled();
  if (picked.label === nobody) return {};
  if (picked.label !== other) return { sub: picked.description, email: picked.label };
  const sub = await showInputBox({
    title: vscode.l10n.t('Which user?'),
    prompt: vscode.l10n.t(
      'The sub claim of the user’s JWT, such as 7c9e6679-7425-40de-944b-e07fc1f90ae7.',
    ),
    ignoreFocusOut: true,
  });
  if (!sub) throw cancelled();
  return { sub: sub.trim() };
}
