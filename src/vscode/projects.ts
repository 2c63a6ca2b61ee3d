import * as vscode from 'vscode';
import { asFailure, Failure, message } from '../core/errors';
import type { Project, ProjectTls } from '../core/model';
import { readSavedProject, type SavedProject, writeSavedProject } from '../core/savedProject';
import { requireTrust } from './trust';

const stateKey = 'powabase.projects';

/** The projects of this person and of this workspace; facts only. */
export interface Projects extends vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  list(): readonly Project[];
  /** What is wrong with the setting, one for each entry. */
  faults(): readonly Fault[];
  find(id: string): Project | undefined;
  /** Adds the project, or replaces the one with its id. */
  save(project: Project): Promise<void>;
  remove(project: Project): Promise<void>;
  /** Changes places with the neighbour before or after it, among those of the same place. */
  move(project: Project, by: -1 | 1): Promise<void>;
  /** The folder that a workspace project's `.env` lies in. */
  folderOf(project: Project): vscode.WorkspaceFolder | undefined;
  /** What the project says of TLS, its file as an absolute path. */
  tlsOf(project: Project): ProjectTls | undefined;
}

/** What is wrong with the projects of one place. */
export interface Fault {
  readonly place: Project['place'];
  readonly failure: Failure;
}

interface Entry {
  readonly project: Project;
  readonly folder?: vscode.WorkspaceFolder;
  /** True for an entry of a folder's own settings, in a workspace of several. */
  readonly ofFolder: boolean;
}

export function createProjects(globalState: vscode.Memento): Projects {
  const changed = new vscode.EventEmitter<void>();
  let entries: readonly Entry[] | undefined;
  let faults: readonly Fault[] = [];

  function reload() {
    entries = undefined;
    changed.fire();
  }

  function load(): readonly Entry[] {
    if (entries) return entries;
    const found: Entry[] = [];
    const wrong: Fault[] = [];
    const seen = new Set<string>();
    for (const { value, index, place, folder, ofFolder = false } of candidates(globalState)) {
      try {
        if (index === undefined) throw notAList();
        const project = readSavedProject(value, place, index);
        if (seen.has(project.id)) throw duplicate(project, index);
        const taken = found.some((other) => isNamesake(other.project, project));
        if (place !== 'user' && taken) throw sameName(project, index);
        seen.add(project.id);
        found.push({ project, ofFolder, ...(folder ? { folder } : {}) });
      } catch (error) {
        wrong.push({ place, failure: asFailure(error) });
      }
    }
    entries = found;
    faults = wrong;
    return found;
  }

  async function update({ place, id }: Project, change: Change): Promise<void> {
    switch (place) {
      case 'user':
        await globalState.update(stateKey, change(userEntries(globalState)));
        return;
      case 'settings':
        await updateSetting(vscode.ConfigurationTarget.Global, change);
        return;
      case 'workspace':
        await updateSetting(vscode.ConfigurationTarget.Workspace, change, folderHolding(id));
    }
  }

  /** The folder whose own settings hold the entry; undefined when the workspace's do. */
  function folderHolding(id: string): vscode.WorkspaceFolder | undefined {
    return load().find((entry) => entry.project.id === id && entry.ofFolder)?.folder;
  }

  function folderOf({ id }: Project): vscode.WorkspaceFolder | undefined {
    return (
      load().find(({ project }) => project.id === id)?.folder ??
      vscode.workspace.workspaceFolders?.[0]
    );
  }

  const subscriptions = [
    changed,
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('powabase.projects')) reload();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(reload),
    vscode.workspace.onDidGrantWorkspaceTrust(reload),
  ];

  return {
    onDidChange: changed.event,
    list: () => load().map(({ project }) => project),
    faults: () => {
      load();
      return faults;
    },
    find: (id) => load().find(({ project }) => project.id === id)?.project,
    folderOf,

    tlsOf(project) {
      const { tls } = project;
      const folder = folderOf(project);
      if (tls?.caFile === undefined || !folder || /^(?:[\\/]|[a-z]:)/i.test(tls.caFile)) return tls;
      return { ...tls, caFile: vscode.Uri.joinPath(folder.uri, tls.caFile).fsPath };
    },

    async save(project) {
      const saved = writeSavedProject(project);
      await update(project, (current) => withEntry(current, saved));
      reload();
    },

    async remove(project) {
      const { id } = writeSavedProject(project);
      const without = (current: readonly unknown[]) =>
        current.filter((entry) => idOf(entry) !== id);
      await update(project, without);
      reload();
    },

    async move(project, by) {
      const { id } = writeSavedProject(project);
      await update(project, (current) => {
        const index = current.findIndex((entry) => idOf(entry) === id);
        const neighbour = current[index + by];
        if (index < 0 || neighbour === undefined) return current;
        return current.with(index, neighbour).with(index + by, current[index]);
      });
      reload();
    },

    dispose: () => vscode.Disposable.from(...subscriptions).dispose(),
  };
}

function notAList(): Failure {
  return new Failure(
    'badInput',
    message('powabase.projects is not a list: write its projects between [ and ].'),
  );
}

function duplicate({ id, place }: Project, index: number): Failure {
  return new Failure(
    'badInput',
    message(
      'Project {0} in powabase.projects has the id "{1}" of an earlier one. Give it another.',
      String(index + 1),
      id.slice(place.length + 1),
    ),
  );
}

function isNamesake(one: Project, other: Project): boolean {
  return one.place === other.place && one.name === other.name;
}

/** Its `@project` line and its line in the list would mean the earlier one. */
function sameName({ name }: Project, index: number): Failure {
  return new Failure(
    'badInput',
    message(
      'Project {0} in powabase.projects has the name "{1}" of an earlier one. Give it another.',
      String(index + 1),
      name,
    ),
  );
}

interface Candidate {
  readonly value: unknown;
  /** Undefined where the whole setting is no list. */
  readonly index: number | undefined;
  readonly place: Project['place'];
  readonly folder?: vscode.WorkspaceFolder;
  readonly ofFolder?: boolean;
}

function candidates(globalState: vscode.Memento): readonly Candidate[] {
  const user = entriesOf(globalState.get(stateKey), 'user');
  const { globalValue, workspaceValue } =
    vscode.workspace.getConfiguration('powabase').inspect('projects') ?? {};
  const own = entriesOf(globalValue, 'settings');
  if (!vscode.workspace.isTrusted) return [...own, ...user];
  const folders = vscode.workspace.workspaceFolders ?? [];
  const shared = settingEntries(workspaceValue, folders[0]);
  // Without a workspace file the settings of the one folder are the workspace's.
  const ownFolders = vscode.workspace.workspaceFile ? folders : [];
  const perFolder = ownFolders.flatMap((folder) =>
    settingEntries(
      vscode.workspace.getConfiguration('powabase', folder).inspect('projects')
        ?.workspaceFolderValue,
      folder,
    ).map((candidate) => ({ ...candidate, ofFolder: true })),
  );
  return [...shared, ...perFolder, ...own, ...user];
}

function settingEntries(value: unknown, folder: vscode.WorkspaceFolder | undefined): Candidate[] {
  return entriesOf(value, 'workspace').map((entry) => ({
    ...entry,
    ...(folder ? { folder } : {}),
  }));
}

function entriesOf(value: unknown, place: Project['place']): readonly Candidate[] {
  if (Array.isArray(value)) return value.map((entry, index) => ({ value: entry, index, place }));
  return value === undefined || value === null ? [] : [{ value, index: undefined, place }];
}

function userEntries(globalState: vscode.Memento): readonly unknown[] {
  return listOf(globalState.get(stateKey));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** What somebody wrote there by mistake is not written over. */
function wholeList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null || Array.isArray(value)) return value ?? [];
  throw notAList();
}

function idOf(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined;
}

function withEntry(current: readonly unknown[], saved: SavedProject): readonly unknown[] {
  const index = current.findIndex((entry) => idOf(entry) === saved.id);
  return index < 0 ? [...current, saved] : current.with(index, saved);
}

type Change = (current: readonly unknown[]) => readonly unknown[];

async function updateSetting(
  target: vscode.ConfigurationTarget.Global | vscode.ConfigurationTarget.Workspace,
  change: Change,
  folder?: vscode.WorkspaceFolder,
): Promise<void> {
  const isGlobal = target === vscode.ConfigurationTarget.Global;
  if (!isGlobal) requireTrust();
  if (!isGlobal && !vscode.workspace.workspaceFolders?.length) {
    throw new Failure(
      'badInput',
      message(
        'Open a folder first: a project with values from a .env file is kept in its settings.',
      ),
    );
  }
  const settings = vscode.workspace.getConfiguration('powabase', folder);
  const { globalValue, workspaceValue, workspaceFolderValue } = settings.inspect('projects') ?? {};
  if (folder) {
    const { WorkspaceFolder } = vscode.ConfigurationTarget;
    await settings.update('projects', change(wholeList(workspaceFolderValue)), WorkspaceFolder);
    return;
  }
  await settings.update(
    'projects',
    change(wholeList(isGlobal ? globalValue : workspaceValue)),
    target,
  );
}
