import * as vscode from 'vscode';
import { kindOf } from '../core/credentialIds';
import { checkKeyFor } from '../core/keys';
import type { CredentialId, Project } from '../core/model';
import { providerOf } from '../providers';
import { translate } from './words';

/** Asks for the value of a credential; undefined when the person leaves the box. */
export async function askForValue(
  project: Project,
  id: CredentialId,
  prompt: string,
): Promise<string | undefined> {
  const field = providerOf(project.provider).credentials.find((known) => known.kind === kindOf(id));
  const label = vscode.l10n.t(field?.label ?? id);
  const value = await vscode.window.showInputBox({
    title: vscode.l10n.t('{0} of {1}', label, project.name),
    prompt,
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => problemOfKey(id, text),
  });
  return value?.trim() || undefined;
}

/** Why the text is not that credential, for an input box; an empty box is left alone. */
export function problemOfKey(id: CredentialId, text: string): string | undefined {
  if (text.trim() === '') return undefined;
  const problem = checkKeyFor(kindOf(id), text);
  return problem === undefined ? undefined : translate(problem);
}
