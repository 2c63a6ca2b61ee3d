import * as vscode from 'vscode';
import type { SqlParser } from './node/sqlParser';
import { registerContextKeys } from './vscode/contextKeys';
import { createCredentials } from './vscode/credentials';
import { createActors } from './vscode/editor/actors';
import { createAttachments } from './vscode/editor/attachments';
import { createStatementErrors } from './vscode/editor/diagnostics';
import { registerDocumentStatus } from './vscode/editor/documentStatus';
import { createInsertTarget } from './vscode/editor/insertText';
import { createPages } from './vscode/editor/pages';
import { createParameterValues } from './vscode/editor/parameterValues';
import { registerSqlFormatting } from './vscode/editor/sqlFormatting';
import { createSqlTexts } from './vscode/editor/sqlTexts';
import { registerStatementLenses } from './vscode/editor/statementLenses';
import { registerGuidePages } from './vscode/guidePages';
import { createLog } from './vscode/log';
import type { LoadOnDemand } from './vscode/onDemand';
import { registerConnectPanels } from './vscode/panels/connectPanels';
import { createResultsPanel, resultsViewId } from './vscode/panels/results';
import { createProjects } from './vscode/projects';
import { registerCommands, registerLinks } from './vscode/registerCommands';
import { registerRequests } from './vscode/requests/registerRequests';
import { roadOf } from './vscode/road';
import type { Services, World } from './vscode/services';
import { createSessions } from './vscode/sessions';
import { registerTree } from './vscode/tree/explorer';

/** What is read of `package.json`. */
interface Manifest {
  readonly version: string;
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/** The outside world, loaded when it is first used; `folder` is the extension's own on this machine. */
function createWorld(version: string, folder: string, subscriptions: vscode.Disposable[]): World {
  let parser: Promise<SqlParser> | undefined;
  const sqlParser = () => (parser ??= startSqlParser(subscriptions));

  const world: World = {
    openDatabase: async (url, signal, tls) =>
      (await import('./node/postgres')).openDatabase(url, signal, tls),
    sendHttp: async (request, signal) =>
      (await import('./node/http')).sendHttp(request, roadOf(version), signal),
    diagnose: async (answer) => (await import('./node/http')).diagnose(answer),
    readReference: async (source) => (await import('./node/references')).readReference(source),
    liesWithin: async (folder, file) =>
      (await import('./node/references')).liesWithin(folder, file),
    verify: async (project, more, onChange, signal) =>
      (await import('./node/verify')).verify(
        project,
        more,
        { send: world.sendHttp, openDatabase: world.openDatabase, road: roadOf(version) },
        onChange,
        signal,
      ),
    isSignedBy: async (jwt, secret) => (await import('./node/verify')).isSignedBy(jwt, secret),
    detectProject: async (text, fluxDomain) =>
      (await import('./node/detect')).detectProject(text, Date.now(), fluxDomain),
    parseDotenv: async (text) => (await import('./node/references')).parseDotenv(text),
    variable: (name) => process.env[name],
    accounts: async () => (await import('./node/detect')).accounts,
    checkAccessToken: async (text) => (await import('./node/detect')).checkAccessToken(text),
    gitStateOf: async (path) => (await import('./node/programs')).gitStateOf(path),
    isInstalled: async (program) => (await import('./node/programs')).isInstalled(program),
    classifyStatement: async (sql) => (await sqlParser()).classifyStatement(sql),
    createFile: async (path) => (await import('./node/files')).createFile(path),
    openCsv: async (path) => (await import('./node/importCsv')).openCsv(path),
    importCsv: async (database, path, plan, options) =>
      (await import('./node/importCsv')).importCsv(database, path, plan, options),
    history: async () => (await import('./node/history')).openHistory(folder),
    formatStatement: async (sql, indent) => {
      const laidOut = (await import('./node/formatSql')).formatStatement(sql, indent);
      if (laidOut === sql) return sql;
      // The formatter takes some literals apart, which only the parser sees.
      return (await (await sqlParser()).meanTheSame(sql, laidOut)) ? laidOut : sql;
    },
    requestFromSql: async (sql, catalogOf) => (await sqlParser()).requestFromSql(sql, catalogOf),
    openSpool: async () => (await import('./node/spool')).openSpool(),
  };
  return world;
}

async function startSqlParser(subscriptions: vscode.Disposable[]): Promise<SqlParser> {
  const { createSqlParser } = await import('./node/sqlParser');
  const parser = createSqlParser(`${__dirname}/node/pgParse.js`);
  subscriptions.push(parser);
  return parser;
}

const load: LoadOnDemand = () => import('./vscode/onDemand');

/** Makes the adapters and hands them to the shell; no file, no network, no waiting. */
export function activate(context: vscode.ExtensionContext): void {
  const { extensionUri, globalState, workspaceState, secrets, subscriptions } = context;
  const manifest: Manifest = context.extension.packageJSON;
  const world = createWorld(manifest.version, context.globalStorageUri.fsPath, subscriptions);
  const known = new Set<string>();
  const log = createLog(known);
  const projects = createProjects(globalState);
  const credentials = createCredentials(secrets, globalState, projects, world, known);
  const sessions = createSessions(world, projects, credentials, log, load);
  const attachments = createAttachments(workspaceState, projects);
  const actors = createActors(workspaceState);
  const sqlTexts = createSqlTexts();
  const parameterValues = createParameterValues();
  const pages = createPages();
  const insertTarget = createInsertTarget();
  const errors = createStatementErrors();
  const results = createResultsPanel(extensionUri, world, log, load);
  const services: Services = {
    extensionUri,
    globalState,
    world,
    log,
    secrets: known,
    projects,
    credentials,
    sessions,
    attachments,
    actors,
    sqlTexts,
    parameterValues,
    pages,
    insertTarget,
    workspaceState,
    errors,
    results,
  };
  const explorer = registerTree(services);
  const panels = registerConnectPanels(services, load);
  subscriptions.push(
    log,
    projects,
    credentials,
    sessions,
    attachments,
    actors,
    sqlTexts,
    parameterValues,
    pages,
    insertTarget,
    errors,
    results,
    explorer,
    panels,
    vscode.window.registerWebviewViewProvider(resultsViewId, results),
    registerContextKeys(projects),
    registerDocumentStatus(services),
    registerStatementLenses(services),
    registerRequests(services, load),
    registerSqlFormatting(services, load),
    registerGuidePages(load),
    registerLinks(services, panels, load),
    registerCommands(
      manifest.contributes.commands.map(({ command }) => command),
      services,
      { explorer, panels },
      load,
    ),
  );
}
