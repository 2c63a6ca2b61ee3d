import * as vscode from 'vscode';
import type { Project } from '../../core/model';
import type { Projects } from '../projects';

const stateKey = 'powabase.attachments';
const directive = /^\s*(?:--|#|\/\/)\s*@project\s+(.+?)\s*$/;
const directiveLines = 20;

export const requestLanguage = 'pgrst';

/** Only these take the workspace's only project by themselves: nobody asked for it in any other document. */
const ownLanguages = ['sql', requestLanguage];

/** Which project a document speaks to. */
export interface Attachments extends vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  /** By its `@project` comment, the remembered pick, or, in SQL and requests, the workspace's only project. */
  projectOf(document: vscode.TextDocument): Project | undefined;
  /** The name that a `@project` comment gives, whether such a project exists or not. */
  namedIn(document: vscode.TextDocument): string | undefined;
  attach(document: vscode.TextDocument, project: Project): Promise<void>;
}

export function createAttachments(workspaceState: vscode.Memento, projects: Projects): Attachments {
  const changed = new vscode.EventEmitter<void>();
  const subscription = projects.onDidChange(() => changed.fire());

  function picks(): Readonly<Record<string, string>> {
    return workspaceState.get(stateKey, {});
  }

  return {
    onDidChange: changed.event,
    namedIn,

    projectOf(document) {
      const all = projects.list();
      const name = namedIn(document);
      if (name !== undefined) return findByName(all, name);
      const picked = picks()[document.uri.toString()];
      const remembered = picked === undefined ? undefined : projects.find(picked);
      if (remembered) return remembered;
      if (!ownLanguages.includes(document.languageId)) return undefined;
      const ofWorkspace = all.filter(({ place }) => place === 'workspace');
      return ofWorkspace.length === 1 ? ofWorkspace[0] : undefined;
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
