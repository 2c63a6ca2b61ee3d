import * as vscode from 'vscode';
import { connectionFormats, renderConnection } from '../../core/connectionStrings';
import type { FormatId } from '../../core/connectionStrings/formats';
import { parseUri } from '../../core/connectionStrings/parts';
import { asFailure } from '../../core/errors';
import type { CredentialId, Project } from '../../core/model';
import {
  type ConnectContract,
  type ConnectField,
  type ConnectTab,
  type ConnectView,
  connectShapes,
} from '../../protocol/connect';
import { serve } from '../../protocol/rpc';
import { providerOf } from '../../providers';
import { setCredential } from '../commands/setCredential';
import type { Services } from '../services';
import { explain } from '../words';
import { pageOf, webviewOptions } from './html';
import { portOf } from './port';

/** What one panel shows; it lives as long as its panel. */
export interface OpenPanel extends vscode.Disposable {
  showTab(tab: ConnectTab): void;
}

/** Fills a panel with the page of a project. */
export function fillConnectPanel(
  panel: vscode.WebviewPanel,
  projectId: string,
  services: Services,
): OpenPanel {
  const { projects, credentials, extensionUri } = services;
  // A tab shows the file as it is: only the activity bar gives an icon the colour of the theme.
  panel.iconPath = {
    light: vscode.Uri.joinPath(extensionUri, 'media', 'powabaseLight.svg'),
    dark: vscode.Uri.joinPath(extensionUri, 'media', 'powabaseDark.svg'),
  };
  panel.webview.options = webviewOptions(extensionUri);
  let wanted: ConnectTab | undefined;
  let ready = false;

  function project(): Project {
    const found = projects.find(projectId);
    if (!found) throw new Error(vscode.l10n.t('This project was removed.'));
    return found;
  }

  async function known(field: 'url' | CredentialId): Promise<string> {
    const value = field === 'url' ? project().url : await credentials.read(project(), field);
    if (value === undefined) throw new Error(vscode.l10n.t('This value is not known yet.'));
    return value;
  }

  async function render(format: FormatId, password: 'shown' | 'hidden'): Promise<string> {
    return renderConnection(format, parseUri(await known('databaseUrl')), { password });
  }

  /** The page shows the sentence of an error; what the log gets is redacted. */
  async function telling<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const failure = asFailure(error);
      services.log.failure('connect', failure);
      throw new Error(explain(failure));
    }
  }

  const server = serve<ConnectContract>(portOf(panel.webview), connectShapes, {
    open: () =>
      telling(async () => {
        ready = true;
        if (wanted) queueMicrotask(() => wanted && server.emit('tab', wanted));
        return viewOf(project(), services);
      }),
    reveal: ({ field }) => telling(() => known(field)),
    copyField: ({ field }) => telling(async () => copy(await known(field))),
    preview: ({ format, password }) => telling(() => render(format, password)),
    copyString: ({ format }) => telling(async () => copy(await render(format, 'shown'))),
    insertString: ({ format }) =>
      telling(async () => {
        await services.insertTarget.insert(await render(format, 'shown'));
        return null;
      }),
    addCredential: ({ field }) =>
      telling(async () => {
        await setCredential(services, project(), field);
        return null;
      }),
  });

  const subscription = vscode.Disposable.from(
    projects.onDidChange(update),
    credentials.onDidChange(update),
  );

  async function update() {
    const found = projects.find(projectId);
    if (!found) panel.dispose();
    else if (ready) server.emit('changed', await viewOf(found, services));
  }

  panel.webview.html = pageOf(panel.webview, extensionUri, 'connect', panel.title, {
    project: projectId,
  });
  return {
    showTab(tab) {
      wanted = tab;
      if (ready) server.emit('tab', tab);
    },
    dispose: () => subscription.dispose(),
  };
}

async function copy(value: string): Promise<null> {
  await vscode.env.clipboard.writeText(value);
  return null;
}

async function viewOf(project: Project, { credentials }: Services): Promise<ConnectView> {
  const provider = providerOf(project.provider);
  const url: ConnectField = {
    id: 'url',
    label: vscode.l10n.t('Project URL'),
    use: vscode.l10n.t('The base of every HTTP request.'),
    safety: 'public',
    state: project.url === undefined ? { kind: 'missing' } : { kind: 'plain', value: project.url },
  };
  const fields = await Promise.all(
    provider.credentials.map(async ({ kind, label, use, safety }): Promise<ConnectField> => {
      const words = { id: kind, label: vscode.l10n.t(label), use: vscode.l10n.t(use), safety };
      if (!project.credentials[kind]) return { ...words, state: { kind: 'missing' } };
      if (safety === 'secret') return { ...words, state: { kind: 'masked' } };
      const value = await credentials.read(project, kind).catch(() => undefined);
      return {
        ...words,
        state: value === undefined ? { kind: 'masked' } : { kind: 'plain', value },
      };
    }),
  );
  return {
    project: project.name,
    provider: provider.label,
    fields: [url, ...fields],
    ...(provider.note === undefined ? {} : { note: vscode.l10n.t(provider.note) }),
    formats: connectionFormats.map(({ id, label }) => ({ id, label })),
    hasDatabaseUrl: project.credentials.databaseUrl !== undefined,
  };
}
