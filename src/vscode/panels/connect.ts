import * as vscode from 'vscode';
import type { ConnectionParts } from '../../core/connectionStrings/parts';
import { deepLinkQuery } from '../../core/deepLink';
import { asFailure } from '../../core/errors';
import type { CredentialId, Project } from '../../core/model';
import type { ConnectTab } from '../../core/showConnect';
import {
  type ConnectContract,
  type ConnectView,
  type CopyTarget,
  connectShapes,
  type StringChoice,
} from '../../protocol/connect';
import { serve } from '../../protocol/rpc';
import { fieldOf, providerOf } from '../../providers';
import { copySecret } from '../clipboard';
import { setCredential } from '../commands/setCredential';
import type { Cause } from '../credentials';
import type { Services } from '../services';
import { explain } from '../words';
import { confirmEndpoint } from './confirmEndpoint';
import { chosenConnection, previewOf, textOf } from './connectStrings';
import { mcpOf, servicesOf, viewOf } from './connectView';
import { pageOf, webviewOptions } from './html';
import { insertConnection } from './insertConnection';
import { openPsql } from './openPsql';
import { portOf } from './port';
import { testChosen } from './testConnection';
import { writeConnection } from './writeConnection';

/** What one panel shows; it lives as long as its panel. */
export interface OpenPanel extends vscode.Disposable {
  showTab(tab: ConnectTab): void;
}

/** Fills a panel with the page of a project, which a person has opened or the editor has brought back. */
export function fillConnectPanel(
  panel: vscode.WebviewPanel,
  projectId: string,
  services: Services,
  opened: Cause = 'person',
): OpenPanel {
  const { projects, credentials, extensionUri, world } = services;
  // A tab shows the file as it is: only the activity bar gives an icon the colour of the theme.
  panel.iconPath = {
    light: vscode.Uri.joinPath(extensionUri, 'media', 'powabaseLight.svg'),
    dark: vscode.Uri.joinPath(extensionUri, 'media', 'powabaseDark.svg'),
  };
  panel.webview.options = webviewOptions(extensionUri);
  let wanted: ConnectTab | undefined;
  let ready = false;
  /** What the page will ask for first, read while the editor still makes the page. */
  let early: Promise<ConnectView> | undefined;
  /** Who the next preview is for: a page that came back or was drawn again asks for one by itself. */
  let cause = opened;
  /** Whether what changes now is what a person changes on this page. */
  let adding = false;

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

  const chosen = (choice: StringChoice, wanted?: Cause) =>
    chosenConnection(project(), choice, credentials, wanted);

  function causeOfPreview(): Cause {
    const present = cause;
    cause = 'person';
    return present;
  }

  /** The parts of a choice that a connection may be opened with. */
  async function allowed(choice: StringChoice): Promise<ConnectionParts> {
    const connection = await chosen(choice);
    await confirmEndpoint(project(), connection, services.globalState);
    return connection.parts;
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

  async function copy(target: CopyTarget): Promise<null> {
    const { text, isSecret } = await copied(target);
    if (isSecret) await copySecret(text, services.globalState);
    else await vscode.env.clipboard.writeText(text);
    return null;
  }

  async function copied(target: CopyTarget): Promise<{ text: string; isSecret?: boolean }> {
    switch (target.kind) {
      case 'field': {
        const { field } = target;
        const isSecret =
          field !== 'url' && fieldOf(providerOf(project().provider), field)?.safety !== 'public';
        return { text: await known(field), isSecret };
      }
      case 'string': {
        const { choice } = target;
        const text = textOf(await chosen(choice), choice);
        return { text, isSecret: choice.password === 'included' };
      }
      case 'part':
        return { text: String((await chosen(target.choice)).parts[target.part]) };
      case 'service':
        return { text: serviceUrl(project(), target.url) };
      case 'deepLink':
        return { text: linkTo(project(), target.tab, projects.list()) };
      case 'mcp':
        return { text: mcpText(project(), target.what) };
    }
  }

  const server = serve<ConnectContract>(portOf(panel.webview), connectShapes, {
    open: () =>
      telling(async () => {
        ready = true;
        if (wanted) queueMicrotask(() => wanted && server.emit('tab', wanted));
        const first = early;
        early = undefined;
        return first ?? viewOf(project(), services);
      }),
    reveal: ({ field }) => telling(() => known(field)),
    copy: (target) => telling(() => copy(target)),
    preview: ({ choice, password }) =>
      telling(async () =>
        previewOf(
          await chosen(choice, password === 'hidden' ? causeOfPreview() : 'person'),
          choice,
          password,
          providerOf(project().provider),
        ),
      ),
    insertString: ({ choice }) =>
      telling(() =>
        unlessEnded(async () => {
          await insertConnection(
            services.insertTarget,
            textOf(await chosen(choice), choice),
            choice,
          );
          return null;
        }),
      ),
    writeDotenv: ({ choice }) =>
      telling(() =>
        unlessEnded(async () =>
          writeConnection(services, project(), (await chosen(choice)).parts, choice),
        ),
      ),
    test: ({ choice }, signal) =>
      telling(() =>
        unlessEnded(async () => testChosen(world, await allowed(choice), choice, signal)),
      ),
    openPsql: ({ choice }) =>
      telling(() =>
        unlessEnded(async () => {
          await openPsql(world, project().name, await allowed(choice));
          return null;
        }),
      ),
    chooseCaFile: () => telling(chooseCaFile),
    addCredential: ({ field }) =>
      telling(() =>
        unlessEnded(async () => {
          adding = true;
          await setCredential(services, project(), field).finally(() => {
            adding = false;
          });
          return null;
        }),
      ),
  });

  const subscription = vscode.Disposable.from(
    projects.onDidChange(update),
    credentials.onDidChange(update),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('powabase.connect')) void update();
    }),
  );

  async function update() {
    early = undefined;
    const found = projects.find(projectId);
    if (!found) panel.dispose();
    else if (ready) {
      const next = adding ? 'person' : 'itself';
      const view = await viewOf(found, services);
      cause = next;
      server.emit('changed', view);
    }
  }

  early = projects.find(projectId) && viewOf(project(), services);
  early?.catch(() => {});
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

/** Null where the person left a question open: that is no failure to tell of. */
async function unlessEnded<T>(work: () => Promise<T>): Promise<T | null> {
  return work().catch((error) => {
    if (asFailure(error).reason === 'cancelled') return null;
    throw error;
  });
}

/** The page may ask for an address that the project has, and for no other text. */
function serviceUrl(project: Project, wanted: string): string {
  const service = servicesOf(project, providerOf(project.provider)).find(
    ({ url }) => url === wanted,
  );
  if (!service) throw new Error(vscode.l10n.t('This value is not known yet.'));
  return service.url;
}

function mcpText(project: Project, what: 'server' | 'configuration'): string {
  const text = mcpOf(project, providerOf(project.provider))[what];
  if (text === undefined) throw new Error(vscode.l10n.t('This value is not known yet.'));
  return text;
}

/** A link that opens this panel in an editor that knows the project, at a tab. */
function linkTo(project: Project, tab: ConnectTab, all: readonly Project[]): string {
  const { id, name, place } = project;
  const isOnly = all.filter((other) => other.name === name).length === 1;
  const query = deepLinkQuery(isOnly ? name : id.slice(place.length + 1), tab);
  return `${vscode.env.uriScheme}://powabase.powabase/connect?${query}`;
}

async function chooseCaFile(): Promise<string | null> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Certificate Authority'),
      openLabel: vscode.l10n.t('Choose'),
      filters: { [vscode.l10n.t('Certificates')]: ['crt', 'pem', 'cer'] },
    })) ?? [];
  return file?.fsPath ?? null;
}
