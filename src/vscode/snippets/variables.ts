import * as vscode from 'vscode';
import { parseUri } from '../../core/connectionStrings/parts';
import { kindOf } from '../../core/credentialIds';
import type { CredentialId, Project } from '../../core/model';
import type { Snippet } from '../../core/snippets/snippet';
import { requestSlots, variableOf } from '../../core/snippets/values';
import { readDotenvFile } from '../dotenvFile';
import type { Services } from '../services';
import { showInformationMessage } from '../window';
import { writeToDotenv } from '../writeToDotenv';
import { type Choice, idsOf } from './choices';
import { previewContext, type SnippetSubject } from './contextFor';

/** A variable that code reads, and what of the project belongs into it. */
export interface Variable {
  readonly name: string;
  readonly from: 'url' | 'password' | CredentialId;
}

/** The variables that a snippet reads with this choice. */
export function variablesRead(
  subject: SnippetSubject,
  { needs, id, group }: Snippet,
  choice: Choice,
): readonly Variable[] {
  const context = previewContext(subject, choice);
  if (needs === 'requestKey' || choice.role) {
    const ids = idsOf(choice.way);
    return requestSlots(context).map((slot) => ({
      name: variableOf(context, slot),
      from: slot === 'url' ? slot : (ids.find((one) => kindOf(one) === slot) ?? slot),
    }));
  }
  // The drivers read the password alone, by the name that libpq knows.
  if (group === 'database' && id !== 'countRows') return [{ name: 'PGPASSWORD', from: 'password' }];
  const [kind] = needs;
  return kind === undefined ? [] : [{ name: variableOf(context, kind), from: kind }];
}

/** Offers to write the variables that code reads into a `.env` file, those that are known and not there yet. */
export async function offerVariables(
  services: Services,
  project: Project,
  variables: readonly Variable[],
): Promise<void> {
  const folder = services.projects.folderOf(project) ?? vscode.workspace.workspaceFolders?.[0];
  if (!folder) return;
  const there = await readDotenvFile(services.world, folder, '.env').catch(() => ({}));
  const wanted = variables.filter(
    ({ name, from }) => !Object.hasOwn(there, name) && isKnown(project, from),
  );
  if (wanted.length === 0) return;
  const write = vscode.l10n.t('Write to .env…');
  const answer = await showInformationMessage(
    vscode.l10n.t(
      'The code reads {0} from the environment.',
      wanted.map(({ name }) => name).join(', '),
    ),
    {},
    write,
  );
  if (answer !== write) return;
  const entries = [];
  for (const { name, from } of wanted) {
    entries.push({ name, value: await readValue(services, project, from) });
  }
  const written = await writeToDotenv(services, project, entries);
  void showInformationMessage(written);
}

function isKnown({ url, credentials }: Project, from: Variable['from']): boolean {
  if (from === 'url') return url !== undefined;
  return credentials[from === 'password' ? 'databaseUrl' : from] !== undefined;
}

async function readValue(
  { credentials }: Services,
  project: Project,
  from: Variable['from'],
): Promise<string> {
  if (from === 'url') return project.url ?? '';
  if (from !== 'password') return (await credentials.read(project, from)) ?? '';
  const url = (await credentials.read(project, 'databaseUrl')) ?? '';
  return parseUri(url).password ?? '';
}
