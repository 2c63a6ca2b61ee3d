import * as vscode from 'vscode';
import { idsIn, isKeyName, secretKeyNamed } from '../../core/credentialIds';
import { asFailure, cancelled } from '../../core/errors';
import type { CredentialId, Project } from '../../core/model';
import { checkProjectUrl, isInTheClear } from '../../core/projectUrl';
import { fieldOf, labelOf, providerOf } from '../../providers';
import type { Services } from '../services';
import { showInputBox, showQuickPick } from '../window';
import { explain } from '../words';
import { askSource } from './askSource';
import { pickProject } from './pickProject';

/** What can be set of a project. */
export type SettableField = 'url' | 'restSchema' | CredentialId;

interface FieldItem extends vscode.QuickPickItem {
  /** Undefined for one more secret key, whose name is still to be asked for. */
  readonly field?: SettableField;
}

/** Asks which value of the project to set, then for the value; gives the project. */
export async function setCredentialOf(services: Services, argument: unknown): Promise<Project> {
  const project = await pickProject(services, argument);
  const picked = await showQuickPick(fieldsOf(project), {
    title: vscode.l10n.t('Set Credential: {0}', project.name),
  });
  if (!picked) throw cancelled();
  if (picked.field !== undefined) {
    await setCredential(services, project, picked.field);
    tellSet(picked.label, project);
    return project;
  }
  const id = await askKeyName(project);
  await setCredential(services, project, id);
  tellSet(labelOf(providerOf(project.provider), id, vscode.l10n.t), project);
  return project;
}

function tellSet(label: string, { name }: Project): void {
  vscode.window.setStatusBarMessage(vscode.l10n.t('{0} of "{1}" is set', label, name), 5_000);
}

function fieldsOf(project: Project): readonly FieldItem[] {
  const provider = providerOf(project.provider);
  const item = (field: SettableField, label: string, known: boolean): FieldItem => ({
    field,
    label,
    description: known ? vscode.l10n.t('known') : vscode.l10n.t('not known yet'),
  });
  const more = idsIn(project.credentials).filter((id) => fieldOf(provider, id));
  return [
    item('url', vscode.l10n.t('Project URL'), project.url !== undefined),
    ...(provider.asksRestSchema
      ? [item('restSchema', vscode.l10n.t('Schema'), project.restSchema !== undefined)]
      : []),
    ...provider.credentials.flatMap(({ kind, several }) => [
      item(kind, labelOf(provider, kind, vscode.l10n.t), project.credentials[kind] !== undefined),
      ...(several
        ? more.filter((id) => id !== kind && fieldOf(provider, id)?.kind === kind)
        : []
      ).map((id) => item(id, labelOf(provider, id, vscode.l10n.t), true)),
      ...(several && project.credentials[kind]
        ? [{ label: vscode.l10n.t('$(add) Another secret key…') }]
        : []),
    ]),
  ];
}

/** A name for one of several secret keys: that of the component which uses it. */
async function askKeyName({ credentials }: Project): Promise<CredentialId> {
  const name = await showInputBox({
    title: vscode.l10n.t('Name of the secret key'),
    prompt: vscode.l10n.t('As the dashboard has it, or the component that uses it.'),
    ignoreFocusOut: true,
    validateInput(text) {
      const id = secretKeyNamed(text.trim());
      if (!isKeyName(text.trim())) {
        return vscode.l10n.t('A name has letters, digits, spaces, dots, - and _, 64 at most.');
      }
      return credentials[id] ? vscode.l10n.t('There is a key of this name already.') : undefined;
    },
  });
  if (name === undefined) throw cancelled();
  return secretKeyNamed(name.trim());
}

/** Asks for one value, and, for a credential, where it is kept. */
export async function setCredential(
  services: Services,
  project: Project,
  field: SettableField,
): Promise<void> {
  const { projects } = services;
  const provider = providerOf(project.provider);
  switch (field) {
    case 'url': {
      const url = await showInputBox({
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
    case 'restSchema': {
      const schema = await askSchema(project.restSchema);
      if (schema === undefined) throw cancelled();
      const { restSchema: _, ...rest } = project;
      await projects.save(schema === '' ? rest : { ...rest, restSchema: schema });
      return;
    }
    default: {
      const label = labelOf(provider, field, vscode.l10n.t);
      const source = await askSource(services, project, field, label);
      await projects.save({ ...project, credentials: { ...project.credentials, [field]: source } });
    }
  }
}

/** The schema for the profile headers; empty for the server's own choice, undefined when the box is left. */
export async function askSchema(known: string | undefined): Promise<string | undefined> {
  const schema = await showInputBox({
    title: vscode.l10n.t('Schema'),
    prompt: vscode.l10n.t('Leave it empty for the first that the server exposes.'),
    value: known ?? '',
    ignoreFocusOut: true,
  });
  return schema?.trim();
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
