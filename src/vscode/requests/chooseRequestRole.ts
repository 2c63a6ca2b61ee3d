import * as vscode from 'vscode';
import { cancelled, Failure, message } from '../../core/errors';
import type { Project, RoleId } from '../../core/model';
import { placeOfDirective } from '../../core/rest/document';
import { labelOf, providerOf } from '../../providers';
import { missingFor } from '../../providers/authentication';
import { pickProject } from '../commands/pickProject';
import type { Services } from '../services';
import { showInputBox, showQuickPick } from '../window';
import { analysisAt } from './analysis';
import { blocksIn } from './blocksIn';
import { placeIn } from './requestIn';

/** Writes whom a request is sent as into its `@role` line. */
export async function chooseRequestRole(services: Services, argument: unknown): Promise<void> {
  const { document, offset } = await placeIn(argument);
  const text = document.getText();
  const block = blocksIn(document).find(({ start, end }) => start <= offset && offset <= end);
  const place = block && placeOfDirective(text, block, 'role');
  if (!place) {
    throw new Failure(
      'badInput',
      message('There is no request at the cursor. Put it into one: the role is written above it.'),
    );
  }
  const project =
    analysisAt(services, document, offset)?.project ?? (await pickProject(services, undefined));
  const line = `# @role ${await askRole(project)}`;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(
    document.uri,
    new vscode.Range(document.positionAt(place.start), document.positionAt(place.end)),
    place.start === place.end ? `${line}\n` : line,
  );
  await vscode.workspace.applyEdit(edit);
}

/** A role of the provider; for a user, the one that a token is minted for. */
async function askRole(project: Project): Promise<string> {
  const provider = providerOf(project.provider);
  const canMint = project.credentials.jwtSecret !== undefined;
  const details: Readonly<Record<RoleId, string>> = {
    anon: vscode.l10n.t('Nobody in particular, under Row Level Security.'),
    user: vscode.l10n.t('A signed-in user, under Row Level Security.'),
    service_role: vscode.l10n.t('Past Row Level Security: it sees and changes every row.'),
  };
  const entries = provider.roles.flatMap((role) => {
    const missing = missingFor(role, project.credentials);
    const word = role.id === 'service_role' ? 'service' : role.id;
    const kept = {
      label: role.label,
      detail: details[role.id],
      ...(missing === undefined
        ? {}
        : {
            description: vscode.l10n.t('needs the {0}', labelOf(provider, missing, vscode.l10n.t)),
          }),
      word,
    };
    if (role.id !== 'user' || !canMint) return [kept];
    const other = {
      label: vscode.l10n.t('{0} with another id…', role.label),
      detail: vscode.l10n.t('With a JWT for five minutes, signed with the JWT secret.'),
      word: 'user ',
    };
    return [kept, other];
  });
  const picked = await showQuickPick(entries, {
    title: vscode.l10n.t('Send this request to "{0}" as', project.name),
    placeHolder: provider.note ? vscode.l10n.t(provider.note) : '',
  });
  if (!picked) throw cancelled();
  if (!picked.word.endsWith(' ')) return picked.word;
  return `user ${await askSubject(picked.label)}`;
}

/** The id of a user, as their token names them. Throws `cancelled`. */
export async function askSubject(title: string): Promise<string> {
  const id = await showInputBox({
    title,
    prompt: vscode.l10n.t(
      'The sub claim of the user’s JWT, such as 7c9e6679-7425-40de-944b-e07fc1f90ae7.',
    ),
    ignoreFocusOut: true,
    validateInput: (value) =>
      /^\S+$/.test(value.trim()) ? undefined : vscode.l10n.t('Name one user, without spaces.'),
  });
  if (id === undefined) throw cancelled();
  return id.trim();
}
