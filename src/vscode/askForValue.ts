import * as vscode from 'vscode';
import { checkKeyFor } from '../core/keys';
import type { CredentialKind, Project } from '../core/model';
import { providerOf } from '../providers';
import { translate } from './words';

/** Asks for the value of a credential; undefined when the person leaves the box. */
export async function askForValue(
  project: Project,
  kind: CredentialKind,
  prompt: string,
): Promise<string | undefined> {
  const field = providerOf(project.provider).credentials.find((known) => known.kind === kind);
  const label = vscode.l10n.t(field?.label ?? kind);
  const value = await vscode.window.showInputBox({
    title: vscode.l10n.t('{0} of {1}', label, project.name),
    prompt,
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => problemOfKey(kind, text),
  });
  return value?.trim();
}

/** Why the text is not that credential, for an input box; undefined when it can be. */
export function problemOfKey(kind: CredentialKind, text: string): string | undefined {
  const problem = checkKeyFor(kind, text);
  return problem === undefined ? undefined : translate(problem);
}
