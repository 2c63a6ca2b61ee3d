import * as vscode from 'vscode';
import { providers } from '../providers';
import type { Projects } from './projects';

/** `powabase.uses.ID` is true where a project runs on that system: the walkthrough has steps for some alone. */
export function registerContextKeys(projects: Projects): vscode.Disposable {
  const tell = () => {
    const used = new Set(projects.list().map(({ provider }) => provider));
    for (const { id } of providers) {
      void vscode.commands.executeCommand('setContext', `powabase.uses.${id}`, used.has(id));
    }
  };
  tell();
  return projects.onDidChange(tell);
}
