import * as vscode from 'vscode';
import type { Project } from '../../core/model';
import type { ConnectTab } from '../../core/showConnect';
import type { Cause } from '../credentials';
import type { LoadOnDemand } from '../onDemand';
import type { Services } from '../services';
import type { OpenPanel } from './connect';
import { webviewOptions } from './html';

const viewType = 'powabase.connect';

export interface ConnectPanels {
  show(project: Project, tab: ConnectTab): Promise<void>;
}

/** One panel a project; it comes back after a reload. */
export function registerConnectPanels(
  services: Services,
  load: LoadOnDemand,
): vscode.Disposable & ConnectPanels {
  const open = new Map<string, Shown>();

  function attach(panel: vscode.WebviewPanel, projectId: string, cause: Cause): Promise<OpenPanel> {
    const filled = load().then(({ fillConnectPanel }) =>
      fillConnectPanel(panel, projectId, services, cause),
    );
    open.set(projectId, { panel, filled });
    panel.onDidDispose(() => {
      open.delete(projectId);
      void filled.then((shown) => shown.dispose());
    });
    return filled;
  }

  const serializer = vscode.window.registerWebviewPanelSerializer(viewType, {
    async deserializeWebviewPanel(panel, state: unknown) {
      const id = projectIdIn(state);
      if (id === undefined || !services.projects.find(id)) panel.dispose();
      else await attach(panel, id, 'itself');
    },
  });

  return {
    async show(project, tab) {
      const shown = open.get(project.id);
      if (shown) {
        shown.panel.reveal();
        (await shown.filled).showTab(tab);
        return;
      }
      const panel = vscode.window.createWebviewPanel(
        viewType,
        vscode.l10n.t('Connect: {0}', project.name),
        vscode.ViewColumn.Active,
        webviewOptions(services.extensionUri),
      );
      (await attach(panel, project.id, 'person')).showTab(tab);
    },
    dispose() {
      serializer.dispose();
      for (const { panel } of [...open.values()]) panel.dispose();
    },
  };
}

interface Shown {
  readonly panel: vscode.WebviewPanel;
  readonly filled: Promise<OpenPanel>;
}

function projectIdIn(state: unknown): string | undefined {
  if (typeof state !== 'object' || state === null || !('project' in state)) return undefined;
  return typeof state.project === 'string' ? state.project : undefined;
}
