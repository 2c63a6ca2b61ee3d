import * as vscode from 'vscode';
import type { Project } from '../../core/model';
import type { Projects } from '../projects';

const stateKey = 'powabase.attachments';
const directive = /^\s*(?:--|#|\/\/|<!--)\s*@project\s+(.+?)\s*(?:-->\s*)?$/;
const requestLanguage = 'pgrst';
export const sqlLanguage = 'sql';

/** The languages that may take the workspace's only project by themselves, and the key. */
export const ownLanguages: readonly string[] = [sqlLanguage, requestLanguage];

/** Lines in which a `@project` comment is looked for. */
export const directiveLines = 20;

/** Which project a document speaks to. */
export interface Attachments extends vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  /** By its `@project` comment, the remembered pick, or, in SQL and requests, the workspace's only project. */
  projectOf(document: vscode.TextDocument): Project | undefined;
  /** The name that a `@project` comment gives, whether such a project exists or not. */
  namedIn(document: vscode.TextDocument): string | undefined;
  attach(document: vscode.TextDocument, project: Project): Promise<void>;
  /** What the key does in a document: nothing where no project is attached, or where nobody expects it. */
  kindOf(document: vscode.TextDocument): 'sql' | 'request' | undefined;
}

export function createAttachments(workspaceState: vscode.Memento, projects: Projects): Attachments {
  const changed = new vscode.EventEmitter<void>();
  const subscription = projects.onDidChange(() => changed.fire());

  function picks(): Readonly<Record<string, string>> {
    return workspaceState.get(stateKey, {});
  }

  function projectOf(document: vscode.TextDocument): Project | undefined {
    const all = projects.list();
    const name = namedIn(document);
    if (name !== undefined) return findByName(all, name);
    const picked = picks()[document.uri.toString()];
    const remembered = picked === undefined ? undefined : projects.find(picked);
    if (remembered) return remembered;
    if (!ownLanguages.includes(document.languageId)) return undefined;
    const ofWorkspace = all.filter(({ place }) => place === 'workspace');
    return ofWorkspace.length === 1 ? ofWorkspace[0] : undefined;
  }

  return {
    onDidChange: changed.event,
    namedIn,
    projectOf,

    kindOf(document) {
      if (!projectOf(document)) return undefined;
      if (document.languageId === requestLanguage) return 'request';
      return document.languageId === sqlLanguage || namedIn(document) !== undefined
        ? 'sql'
        : undefined;
    },

    async attach(document, project) {
      await workspaceState.update(stateKey, { ...picks(), [document.uri.toString()]: project.id });
      changed.fire();
    },

    dispose() {
      subscription.dispose();
      changed.dispose();
    },
  };
}

/** By name, or by the id that the setting gives it. */
export function findByName(projects: readonly Project[], name: string): Project | undefined {
  return (
    projects.find((project) => project.name === name) ??
    projects.find(({ id, place }) => id === `${place}:${name}`)
  );
}

function namedIn(document: vscode.TextDocument): string | undefined {
  for (let line = 0; line < Math.min(directiveLines, document.lineCount); line++) {
    const found = directive.exec(document.lineAt(line).text);
    if (found) return found[1];
  }
  return undefined;
}
