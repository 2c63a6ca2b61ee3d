import * as vscode from 'vscode';
import { parseUri } from '../../core/connectionStrings/parts';
import { asFailure, cancelled } from '../../core/errors';
import type { CredentialId, CredentialSource, Project } from '../../core/model';
import { askForValue } from '../askForValue';
import type { Services } from '../services';
import { showInputBox, showQuickPick } from '../window';
import { explain } from '../words';
import { dotenvFile, hasDotenv, pickDotenvKey } from './dotenvKey';

interface SourceItem extends vscode.QuickPickItem {
  ask(): Promise<CredentialSource | undefined>;
}

/** Asks where the value of a credential is kept, and stores it where that is the editor. Throws `cancelled`. */
export async function askSource(
  services: Services,
  project: Project,
  id: CredentialId,
  label: string,
): Promise<CredentialSource> {
  const items = [
    storedItem(services, project, id),
    ...(project.place === 'workspace' && (await hasDotenv(services))
      ? [dotenvItem(services, label)]
      : []),
    variableItem(),
    ...(id === 'databaseUrl' ? [pgpassItem(), serviceItem()] : []),
    askItem(),
  ];
  const picked = await showQuickPick(items, {
    title: vscode.l10n.t('Where is the {0} kept?', label),
    ignoreFocusOut: true,
  });
  const source = await picked?.ask();
  if (!source) throw cancelled();
  return source;
}

function storedItem(
  { credentials, world }: Services,
  project: Project,
  id: CredentialId,
): SourceItem {
  return {
    label: vscode.l10n.t('Secret storage of the editor'),
    detail: vscode.l10n.t(
      'Paste it once. It stays on this machine and goes to this project alone.',
    ),
    async ask() {
      const prompt = vscode.l10n.t('Kept in the secret storage of the editor.');
      const value = await askForValue(world, project, id, prompt);
      if (value === undefined) return undefined;
      await credentials.store(project, id, value);
      return { from: 'stored' };
    },
  };
}

function dotenvItem(services: Services, label: string): SourceItem {
  return {
    label: vscode.l10n.t('A key of {0}', dotenvFile),
    detail: vscode.l10n.t('Read from the file each time it is needed.'),
    async ask() {
      const key = await pickDotenvKey(services, label);
      return key === undefined ? undefined : { from: 'dotenv', file: dotenvFile, key };
    },
  };
}

function variableItem(): SourceItem {
  return {
    label: vscode.l10n.t('An environment variable'),
    detail: vscode.l10n.t('Of the environment that the editor was started in.'),
    async ask() {
      const variable = await showInputBox({
        title: vscode.l10n.t('Name of the environment variable'),
        ignoreFocusOut: true,
        validateInput: (text) =>
          /^[A-Za-z_]\w*$/.test(text.trim())
            ? undefined
            : vscode.l10n.t('A name has letters, digits and _ alone, such as SHOP_KEY.'),
      });
      return variable === undefined
        ? undefined
        : { from: 'environment', variable: variable.trim() };
    },
  };
}

function pgpassItem(): SourceItem {
  return {
    label: vscode.l10n.t('The password file of libpq (pgpass)'),
    detail: vscode.l10n.t('Give the URL without its password.'),
    async ask() {
      const url = await showInputBox({
        title: vscode.l10n.t('Database URL without the password'),
        placeHolder: 'postgresql://user@host:5432/database',
        ignoreFocusOut: true,
        validateInput: problemOfPasswordless,
      });
      return url === undefined ? undefined : { from: 'pgpass', url: url.trim() };
    },
  };
}

/** The URL becomes a fact, which may be committed: no password may be in it. */
function problemOfPasswordless(text: string): string | undefined {
  try {
    return parseUri(text).password === undefined
      ? undefined
      : vscode.l10n.t('Leave the password out: it comes from the password file.');
  } catch (error) {
    return explain(asFailure(error));
  }
}

function serviceItem(): SourceItem {
  return {
    label: vscode.l10n.t('A section of the service file of libpq'),
    detail: vscode.l10n.t('~/.pg_service.conf, or the file that PGSERVICEFILE names.'),
    async ask() {
      const name = await showInputBox({
        title: vscode.l10n.t('Name of the service'),
        ignoreFocusOut: true,
      });
      return name?.trim() ? { from: 'service', name: name.trim() } : undefined;
    },
  };
}

function askItem(): SourceItem {
  return {
    label: vscode.l10n.t('Nowhere: ask once in each window'),
    detail: vscode.l10n.t('Forgotten when the window is closed.'),
    ask: async () => ({ from: 'ask' }),
  };
}
