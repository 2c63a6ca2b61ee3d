import * as vscode from 'vscode';
import { registerCommands } from './vscode/commands';
import { createCredentials } from './vscode/credentials';
import { createAttachments } from './vscode/editor/attachments';
import { createStatementErrors } from './vscode/editor/diagnostics';
import { registerDocumentStatus } from './vscode/editor/documentStatus';
import { createInsertTarget } from './vscode/editor/insertText';
import { registerLinks } from './vscode/links';
import { createLog } from './vscode/log';
import { registerConnectPanels } from './vscode/panels/connect';
import { createResultsPanel, resultsViewId } from './vscode/panels/results';
import { createProjects } from './vscode/projects';
import { roadOf } from './vscode/road';
import type { Services, World } from './vscode/services';
import { createSessions } from './vscode/sessions';
import { registerTree } from './vscode/tree/explorer';

/** The outside world, loaded when it is first used. */
function createWorld(version: string): World {
  const world: World = {
    openDatabase: async (url, signal) =>
      (await import('./node/postgres')).openDatabase(url, signal),
    sendHttp: async (request, signal) =>
      (await import('./node/http')).sendHttp(request, roadOf(version), signal),
    diagnose: async (answer) => (await import('./node/http')).diagnose(answer),
    readReference: async (source) => (await import('./node/references')).readReference(source),
    verify: async (project, more, onChange, signal) =>
      (await import('./node/verify')).verify(
        project,
        more,
        { send: world.sendHttp, openDatabase: world.openDatabase },
        onChange,
        signal,
      ),
    isSignedBy: async (jwt, secret) => (await import('./node/verify')).isSignedBy(jwt, secret),
    detectProject: async (text) => (await import('./node/detect')).detectProject(text),
    variable: (name) => process.env[name],
    accounts: async () => (await import('./node/detect')).accounts,
    openSpool: async () => (await import('./node/spool')).openSpool(),
  };
  return world;
}

/** Makes the adapters and hands them to the shell; no file, no network, no waiting. */
export function activate(context: vscode.ExtensionContext): void {
  const { extensionUri, globalState, workspaceState, secrets, subscriptions } = context;
  const world = createWorld(context.extension.packageJSON.version);
  const log = createLog();
  const projects = createProjects(globalState);
  const credentials = createCredentials(secrets, globalState, projects, world);
  const sessions = createSessions(world, projects, credentials, log);
  const attachments = createAttachments(workspaceState, projects);
  const insertTarget = createInsertTarget();
  const errors = createStatementErrors();
  const results = createResultsPanel(extensionUri, world.openSpool, log);
  const services: Services = {
    extensionUri,
    world,
    log,
    projects,
    credentials,
    sessions,
    attachments,
    insertTarget,
    errors,
    results,
  };
  const explorer = registerTree(services);
  const panels = registerConnectPanels(services);
  subscriptions.push(
    log,
    projects,
    credentials,
    sessions,
    attachments,
    insertTarget,
    errors,
    results,
    explorer,
    panels,
    vscode.window.registerWebviewViewProvider(resultsViewId, results),
    registerDocumentStatus(services),
    registerLinks(services, panels),
    registerCommands(services, { explorer, panels }),
  );
}
