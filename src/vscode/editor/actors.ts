import * as vscode from 'vscode';
import type { Actor } from '../../core/roles';
import { directiveLines } from './attachments';

const stateKey = 'powabase.actors';
const directive = /^\s*(?:<!)?--\s*@role\s+(\S+)(?:\s+(?!-->)(\S+))?\s*(?:-->\s*)?$/;

/** Whom the statements of a document run as; `undefined` is the connection's own role. */
export interface Actors extends vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  /** By its `@role` comment, else as it was chosen. */
  actorOf(document: vscode.TextDocument): Actor | undefined;
  /** Whether a `@role` comment decides. */
  isNamedIn(document: vscode.TextDocument): boolean;
  choose(document: vscode.TextDocument, actor: Actor | undefined): Promise<void>;
}

export function createActors(workspaceState: vscode.Memento): Actors {
  const changed = new vscode.EventEmitter<void>();
  const chosen = () => workspaceState.get<Readonly<Record<string, Actor>>>(stateKey, {});
  return {
    onDidChange: changed.event,
    isNamedIn: (document) => namedIn(document) !== undefined,
    actorOf: (document) => namedIn(document) ?? chosen()[document.uri.toString()],

    async choose(document, actor) {
      const { [document.uri.toString()]: _, ...others } = chosen();
      const next = actor ? { ...others, [document.uri.toString()]: actor } : others;
      await workspaceState.update(stateKey, next);
      changed.fire();
    },

    dispose: () => changed.dispose(),
  };
}

/** `-- @role authenticated 7c9e6679-7425-40de-944b-e07fc1f90ae7`: a role, and the user's id. */
function namedIn(document: vscode.TextDocument): Actor | undefined {
  for (let line = 0; line < Math.min(directiveLines, document.lineCount); line++) {
    const [, role, sub] = directive.exec(document.lineAt(line).text) ?? [];
    if (role !== undefined) return { role, claims: sub === undefined ? {} : { sub } };
  }
  return undefined;
}
