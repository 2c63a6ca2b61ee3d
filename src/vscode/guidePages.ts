import * as vscode from 'vscode';
import type { ProviderId } from '../core/model';
import type { LoadOnDemand } from './onDemand';

const scheme = 'powabase-guide';

/** Pages of Markdown that exist while they are read: one for each system, `/powabase.md`. */
export function registerGuidePages(load: LoadOnDemand): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: async ({ path }) => (await load()).guideText(path),
  });
}

/** Shows what keys are for, the way of a request, and which service answers where. */
export async function openGuide(id: ProviderId): Promise<void> {
  const page = vscode.Uri.from({ scheme, path: `/${id}.md` });
  await vscode.commands.executeCommand('markdown.showPreview', page);
}
