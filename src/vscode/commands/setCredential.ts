import * as vscode from 'vscode';
import { kindOf } from '../../core/credentialIds';
import { asFailure, cancelled } from '../../core/errors';
import type { CredentialId, Project } from '../../core/model';
import { checkProjectUrl, isInTheClear } from '../../core/projectUrl';
import { providerOf } from '../../providers';
import type { Services } from '../services';
import { explain } from '../words';
import { askSource } from './askSource';
import { pickProject } from './pickProject';

/** Asks which value of the project to set, then for the value. */
export async function setCredentialOf(services: Services, argument: unknown): Promise<void> {
  const project = await pickProject(services, argument);
  const fields = [
    { id: 'url' as const, label: vscode.l10n.t('Project URL'), known: project.url !== undefined },
    ...providerOf(project.provider).credentials.map(({ kind, label }) => ({
      id: kind,
      label: vscode.l10n.t(label),
      known: project.credentials[kind] !== undefined,
    })),
  ];
  const picked = await vscode.window.showQuickPick(
    fields.map((field) => ({
      ...field,
      description: field.known ? vscode.l10n.t('known') : vscode.l10n.t('not known yet'),
    })),
    { title: vscode.l10n.t('Set Credential: {0}', project.name) },
  );
  if (!picked) throw cancelled();
  await setCredential(services, project, picked.id);
}

/** Asks for one value, and, unless it is the URL, where it is kept. */
export async function setCredential(
  services: Services,
  project: Project,
  field: 'url' | CredentialId,
): Promise<void> {
  const { projects } = services;
  const provider = providerOf(project.provider);
  if (field === 'url') {
    const url = await vscode.window.showInputBox({
      title: vscode.l10n.t('Project URL of {0}', project.name),
      value: project.url ?? '',
      placeHolder: provider.exampleUrl,
      ignoreFocusOut: true,
      validateInput: (text) => problemOfUrl(text),
    });
    if (url === undefined) throw cancelled();
    await projects.save({ ...project, url: checkProjectUrl(url) });
    return;
  }
  const label = vscode.l10n.t(
    provider.credentials.find(({ kind }) => kind === kindOf(field))?.label ?? field,
  );
  const source = await askSource(services, project, field, label);
  await projects.save({ ...project, credentials: { ...project.credentials, [field]: source } });
}

/** Why the text is no project URL, or what to mind about it, for an input box. */
export function problemOfUrl(text: string): string | vscode.InputBoxValidationMessage | undefined {
  try {
    if (!isInTheClear(checkProjectUrl(text))) return undefined;
    return {
      message: vscode.l10n.t(
        'Over http a key can be read on its way: use https if the server has it.',
      ),
      severity: vscode.InputBoxValidationSeverity.Warning,
    };
  } catch (error) {
    return explain(asFailure(error));
  }
}
