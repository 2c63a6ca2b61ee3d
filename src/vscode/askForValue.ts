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
  return value?.trim();
}

/** Why the text is not that credential, for an input box; undefined when it can be. */
export function problemOfKey(id: CredentialId, text: string): string | undefined {
  const problem = checkKeyFor(kindOf(id), text);
  return problem === undefined ? undefined : translate(problem);
}
