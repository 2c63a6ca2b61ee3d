import * as vscode from 'vscode';
import { renderConnection } from '../../core/connectionStrings';
import { variablesOf } from '../../core/connectionStrings/parseEnvironment';
import type { ConnectionParts } from '../../core/connectionStrings/parts';
import { cancelled } from '../../core/errors';
import type { Project } from '../../core/model';
import type { DotenvEntry } from '../../core/writeDotenv';
import type { StringChoice } from '../../protocol/connect';
import type { Services } from '../services';
import { showQuickPick } from '../window';
import { writeToDotenv } from '../writeToDotenv';

/** Asks in which form a connection goes into a `.env` file, and writes it. Throws a `Failure`. */
export async function writeConnection(
  services: Services,
  project: Project,
  parts: ConnectionParts,
  { password }: StringChoice,
): Promise<string> {
  const uri = renderConnection('uri', parts, {
    password: password === 'included' ? 'shown' : password,
  });
  const { password: secret, ...others } = parts;
  const known = password !== 'included' || secret === undefined ? others : parts;
  const picked = await showQuickPick(
    [
      itemOf([{ name: 'DATABASE_URL', value: uri }], vscode.l10n.t('One URI, as ORMs read it.')),
      itemOf(variablesOf(known), vscode.l10n.t('Part by part, as libpq and its tools read them.')),
    ],
    { title: vscode.l10n.t('What is written?') },
  );
  if (!picked) throw cancelled();
  return writeToDotenv(services, project, picked.entries);
}

function itemOf(entries: readonly DotenvEntry[], detail: string) {
  return { label: entries.map(({ name }) => name).join(', '), detail, entries };
}
