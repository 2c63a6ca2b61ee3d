import * as vscode from 'vscode';
import { idsIn } from '../../core/credentialIds';
import { cancelled, Failure, message } from '../../core/errors';
import { environments, type Project, type SafetyMode, safetyModes } from '../../core/model';
import { problemOfProjectName } from '../../core/projectName';
import { safetyOf } from '../safety';
import type { Services } from '../services';
import { showInputBox, showQuickPick } from '../window';
import { translate } from '../words';
import { pickProject } from './pickProject';

export async function renameProject(services: Services, argument: unknown): Promise<void> {
  const project = await pickProject(services, argument);
  const name = await askName(services, project.name, vscode.l10n.t('Rename "{0}"', project.name));
  await services.projects.save({ ...project, name });
}

/** A second project with the same facts; its stored secrets are copied as well. */
export async function duplicateProject(services: Services, argument: unknown): Promise<void> {
  const project = await pickProject(services, argument);
  const suggested = vscode.l10n.t('{0} (copy)', project.name);
  const name = await askName(services, suggested, vscode.l10n.t('Duplicate "{0}"', project.name));
  const copy = { ...project, id: `${project.place}:${crypto.randomUUID()}`, name };
  await copySecrets(services, project, copy);
  await services.projects.save(copy);
}

/** What is shared with a team: the facts, and references. A stored secret is asked for where it is missing. */
export async function copyToWorkspace(services: Services, argument: unknown): Promise<void> {
  const project = await pickProject(services, argument);
  const fromCommand = idsIn(project.credentials).filter(
    (id) => project.credentials[id]?.from === 'command',
  );
  if (fromCommand.length > 0) {
    throw new Failure(
      'badInput',
      message(
        '"{0}" takes a value from a command, which a workspace must not start.',
        project.name,
      ),
    );
  }
  const copy: Project = { ...project, id: `workspace:${slugOf(project.name)}`, place: 'workspace' };
  const isThere = services.projects
    .list()
    .some(({ id, name, place }) => id === copy.id || (place === copy.place && name === copy.name));
  if (isThere) {
    throw new Failure(
      'badInput',
      message('The settings of this workspace have "{0}" already.', project.name),
    );
  }
  await copySecrets(services, project, copy);
  await services.projects.save(copy);
}

export async function setEnvironment(services: Services, argument: unknown): Promise<void> {
  const project = await pickProject(services, argument);
  const labels = {
    production: vscode.l10n.t('People depend on it: commands ask before they change anything.'),
    staging: vscode.l10n.t('A place to try things before production.'),
    local: vscode.l10n.t('On this machine, or nobody else’s.'),
  };
  const picked = await showQuickPick(
    [
      ...environments.map((label) => ({ label, detail: labels[label], environment: label })),
      { label: vscode.l10n.t('None'), detail: '', environment: undefined },
    ],
    { title: vscode.l10n.t('What is at stake in "{0}"?', project.name) },
  );
  if (!picked) throw cancelled();
  const { environment: _, ...rest } = project;
  const { environment } = picked;
  await services.projects.save(environment === undefined ? rest : { ...rest, environment });
}

/** What statements and requests of a project may do. */
export async function setSafety(services: Services, argument: unknown): Promise<void> {
  const project = await pickProject(services, argument);
  const chosen = safetyOf(project);
  const words: Readonly<Record<SafetyMode, readonly [string, string]>> = {
    'read-only': [vscode.l10n.t('Read-only'), vscode.l10n.t('Nothing can be changed from here.')],
    confirm: [vscode.l10n.t('Confirm'), vscode.l10n.t('Every change is confirmed first.')],
    free: [
      vscode.l10n.t('Free'),
      vscode.l10n.t('Changes run at once; what destroys data is confirmed first.'),
    ],
  };
  const picked = await showQuickPick(
    safetyModes.map((safety) => ({
      label: words[safety][0],
      detail: words[safety][1],
      ...(safety === chosen ? { description: vscode.l10n.t('now') } : {}),
      safety,
    })),
    { title: vscode.l10n.t('What may happen to the data of "{0}"?', project.name) },
  );
  if (!picked) throw cancelled();
  await services.projects.save({ ...project, safety: picked.safety });
}

export async function moveProject(
  services: Services,
  argument: unknown,
  by: -1 | 1,
): Promise<void> {
  await services.projects.move(await pickProject(services, argument), by);
}

async function askName({ projects }: Services, value: string, title: string): Promise<string> {
  const taken = new Set(projects.list().map(({ name }) => name));
  const name = await showInputBox({
    title,
    value,
    ignoreFocusOut: true,
    validateInput: (text) => problemOfName(text, taken),
  });
  if (name === undefined) throw cancelled();
  return name.trim();
}

/** Why a project cannot have this name, for an input box. */
export function problemOfName(text: string, taken: ReadonlySet<string>): string | undefined {
  const problem = problemOfProjectName(text);
  if (problem) return translate(problem);
  return taken.has(text.trim())
    ? vscode.l10n.t('There is a project of this name already. Choose another one.')
    : undefined;
}

async function copySecrets({ credentials }: Services, from: Project, to: Project): Promise<void> {
  for (const id of idsIn(from.credentials)) {
    if (from.credentials[id]?.from !== 'stored') continue;
    const value = await credentials.read(from, id);
    if (value !== undefined) await credentials.store(to, id, value);
  }
}

function slugOf(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'project'
  );
}
