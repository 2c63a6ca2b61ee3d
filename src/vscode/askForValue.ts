import * as vscode from 'vscode';
import { kindOf } from '../core/credentialIds';
import { checkKeyFor, checkProjectOf } from '../core/keys';
import { checkTimes } from '../core/keyTimes';
import type { CredentialId, Project } from '../core/model';
import { fieldOf, labelOf, providerOf } from '../providers';
import type { Provider } from '../providers/provider';
import type { World } from './services';
import { showInputBox } from './window';
import { translate } from './words';

/** Asks for the value of a credential; undefined when the person leaves the box. */
export async function askForValue(
  world: Pick<World, 'checkAccessToken'>,
  project: Project,
  id: CredentialId,
  prompt: string,
): Promise<string | undefined> {
  const provider = providerOf(project.provider);
  const value = await showInputBox({
    title: vscode.l10n.t('{0} of {1}', labelOf(provider, id, vscode.l10n.t), project.name),
    prompt,
    password: true,
    ignoreFocusOut: true,
    async validateInput(text) {
      const problem = problemOfKey(provider, id, text, project.url);
      if (problem !== undefined || id !== 'accessToken') return problem;
      const wrong = await world.checkAccessToken(text);
      return wrong && translate(wrong);
    },
  });
  return value?.trim() || undefined;
}

/** Why the text is not that credential, or, as a warning, why it is of no use now; an empty box is left alone. */
export function problemOfKey(
  provider: Provider,
  id: CredentialId,
  text: string,
  projectUrl?: string,
): string | vscode.InputBoxValidationMessage | undefined {
  if (text.trim() === '') return undefined;
  const anyRole = fieldOf(provider, id)?.anyRole;
  const problem =
    checkKeyFor(kindOf(id), text, anyRole) ??
    (projectUrl === undefined ? undefined : checkProjectOf(text, projectUrl));
  return problem ? translate(problem) : warningOfKey(text);
}

/** Why servers refuse a key at this time, for an input box that takes it all the same. */
export function warningOfKey(text: string): vscode.InputBoxValidationMessage | undefined {
  const untimely = checkTimes(text);
  if (!untimely) return undefined;
  return { message: translate(untimely), severity: vscode.InputBoxValidationSeverity.Warning };
}
