import * as vscode from 'vscode';
import {
  connectionFormats,
  passwordPlaceholder,
  renderConnection,
} from '../../core/connectionStrings';
import { parseUri } from '../../core/connectionStrings/parts';
import { Failure, message } from '../../core/errors';
import type { Services } from '../services';
import { pickProject } from './pickProject';

/** Puts the project's connection in one of the nine formats at the cursor. */
export async function insertSnippet(services: Services, argument: unknown): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const attached = document && services.attachments.projectOf(document);
  const project = attached ?? (await pickProject(services, argument));
  const url = await services.credentials.read(project, 'databaseUrl');
  if (url === undefined) {
    throw new Failure(
      'missingCredential',
      message('"{0}" has no Database URL yet. Add it with Powabase: Set Credential.', project.name),
    );
  }
  const parts = parseUri(url);
  const format = await vscode.window.showQuickPick(
    connectionFormats.map(({ id, label }) => ({
      id,
      label,
      detail: oneLine(renderConnection(id, parts, { password: 'hidden' })),
    })),
    { title: vscode.l10n.t('Insert Connection Snippet: {0}', project.name) },
  );
  if (!format) return;
  const password = await pickPassword();
  if (!password) return;
  await services.insertTarget.insert(renderConnection(format.id, parts, { password }));
}

async function pickPassword(): Promise<'shown' | 'placeholder' | undefined> {
  const picked = await vscode.window.showQuickPick(
    [
      {
        kind: vscode.QuickPickItemKind.Default,
        label: vscode.l10n.t('With the password'),
        detail: vscode.l10n.t('Connects as it stands. For files that nobody commits.'),
        password: 'shown' as const,
      },
      {
        kind: vscode.QuickPickItemKind.Default,
        label: vscode.l10n.t('With a placeholder'),
        detail: vscode.l10n.t('Says {0} where the password belongs.', passwordPlaceholder),
        password: 'placeholder' as const,
      },
    ],
    { title: vscode.l10n.t('Password') },
  );
  return picked?.password;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
