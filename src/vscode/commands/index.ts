import type { ConnectPanels } from '../panels/connectPanels';
import { explainRequest } from '../requests/explanation';
import type { Services } from '../services';
import { nodeIn } from '../tree/argument';
import type { Explorer } from '../tree/explorer';
import { addProject } from './addProject';
import { buildRequestOf } from './buildRequest';
import { checkJwt } from './checkJwt';
import { chooseProject } from './chooseProject';
import { chooseRole } from './chooseRole';
import { compareRoles } from './compareRoles';
import { convertConnectionString } from './convertConnectionString';
import { convertSql } from './convertSql';
import { copyFromPage } from './copyFromPage';
import { copyName } from './copyName';
import { copyRequestAs } from './copyRequestAs';
import { documentation } from './documentation';
import {
  copyToWorkspace,
  duplicateProject,
  moveProject,
  renameProject,
  setEnvironment,
  setSafety,
} from './editProject';
import { explainStatement } from './explain';
import { exportQuery } from './exportQuery';
import { clearHistory, searchHistory } from './history';
import { importCsv } from './importCsv';
import { insertSnippet } from './insertSnippet';
import { mintJwt } from './mintJwt';
import { newRequest, newSql } from './newDocument';
import { openConnect } from './openConnect';
import { prove } from './prove';
import { removeCredential } from './removeCredential';
import { removeProject } from './removeProject';
import { runFile, runStatement, runWithParameters } from './runStatement';
import { searchDocumentation } from './searchDocumentation';
import { dryRunRequest, sendRequest, sendSelection } from './sendRequest';
import { setCredentialOf } from './setCredential';
import { setTls } from './setTls';
import { showRequestAsSql } from './showRequestAsSql';
import { showRows } from './showRows';
import { endOrBegin } from './transaction';
import { verifyConnection } from './verifyConnection';
import { whichKey } from './whichKey';
import { whichService } from './whichService';

/** What commands use beside the services: the parts of the editor that they open. */
export interface Surfaces {
  readonly explorer: Explorer;
  readonly panels: ConnectPanels;
}

export type Command = (services: Services, surfaces: Surfaces) => (argument: unknown) => unknown;

/** Every command of the extension by its id; `package.json` contributes the same ones. */
export const commands: Readonly<Record<string, Command>> = {
  'powabase.newSql': () => (node) => newSql(node),
  'powabase.newRequest': () => (node) => newRequest(node),
  'powabase.addProject': (services) => () => addProject(services),
  'powabase.removeProject': (services) => (node) => removeProject(services, node),
  'powabase.renameProject': (services) => (node) => renameProject(services, node),
  'powabase.duplicateProject': (services) => (node) => duplicateProject(services, node),
  'powabase.setEnvironment': (services) => (node) => setEnvironment(services, node),
  'powabase.moveProjectUp': (services) => (node) => moveProject(services, node, -1),
  'powabase.moveProjectDown': (services) => (node) => moveProject(services, node, 1),
  'powabase.copyToWorkspace': (services) => (node) => copyToWorkspace(services, node),
  'powabase.checkJwt': (services) => () => checkJwt(services),
  'powabase.mintJwt': (services) => (node) => mintJwt(services, node),
  'powabase.documentation': (services) => (node) => documentation(services, node),
  'powabase.searchDocumentation': (services) => () => searchDocumentation(services),
  'powabase.whichService': (services) => (node) => whichService(services, node),
  'powabase.setCredential':
    (services, { explorer }) =>
    async (node) => {
      const project = await setCredentialOf(services, node);
      explorer.refresh({ kind: 'project', project });
    },
  'powabase.removeCredential': (services) => (node) => removeCredential(services, node),
  'powabase.setSafety': (services) => (node) => setSafety(services, node),
  'powabase.chooseRole': (services) => (place) => chooseRole(services, place),
  'powabase.setTls': (services) => (node) => setTls(services, node),
  'powabase.verifyConnection': (services) => (node) => verifyConnection(services, node),
  'powabase.openConnect':
    (services, { panels }) =>
    (node) =>
      openConnect(services, panels, node),
  'powabase.openConnectionStrings':
    (services, { panels }) =>
    (node) =>
      openConnect(services, panels, node, 'connection-strings'),
  'powabase.insertSnippet': (services) => (node) => insertSnippet(services, node),
  'powabase.whichKey': (services) => (node) => whichKey(services, node),
  'powabase.copyName': () => (node) => copyName(node),
  'powabase.convertConnectionString': (services) => () => convertConnectionString(services),
  'powabase.chooseProject': (services) => () => chooseProject(services),
  'powabase.runStatement': (services) => (place) => runStatement(services, place),
  'powabase.runWithParameters': (services) => () => runWithParameters(services),
  'powabase.runFile': (services) => () => runFile(services),
  'powabase.exportQuery': (services) => () => exportQuery(services),
  'powabase.importCsv': (services) => (place) => importCsv(services, place),
  'powabase.explain': (services) => (place) => explainStatement(services, place, false),
  'powabase.explainAnalyze': (services) => (place) => explainStatement(services, place, true),
  'powabase.copyFromPage': () => (argument) => copyFromPage(argument),
  'powabase.compareRoles': (services) => (place) => compareRoles(services, place),
  'powabase.searchHistory': (services) => () => searchHistory(services),
  'powabase.clearHistory': (services) => () => clearHistory(services),
  'powabase.begin': (services) => () => endOrBegin(services, 'begin'),
  'powabase.commit': (services) => () => endOrBegin(services, 'commit'),
  'powabase.rollback': (services) => () => endOrBegin(services, 'rollback'),
  'powabase.sendRequest': (services) => (place) => sendRequest(services, place),
  'powabase.buildRequest': (services) => (node) => buildRequestOf(services, node),
  'powabase.dryRunRequest': (services) => (place) => dryRunRequest(services, place),
  'powabase.explainRequest': () => (place) => explainRequest(place),
  'powabase.sendSelection': (services) => () => sendSelection(services),
  'powabase.copyRequestAs': (services) => (place) => copyRequestAs(services, place),
  'powabase.showRequestAsSql': (services) => (place) => showRequestAsSql(services, place),
  'powabase.convertSql': (services) => (place) => convertSql(services, place),
  'powabase.prove': (services) => (place) => prove(services, place),
  'powabase.showRows': (services) => (node) => showRows(services, node),
  'powabase.cancel':
    ({ results }) =>
    () =>
      results.cancel(),
  'powabase.showLog':
    ({ log }) =>
    () =>
      log.show(),
  'powabase.refresh':
    (_, { explorer }) =>
    () =>
      explorer.refresh(undefined),
  'powabase.refreshNode':
    (_, { explorer }) =>
    (node) =>
      explorer.refresh(nodeIn(node)),
  'powabase.retryNode':
    (_, { explorer }) =>
    (node) =>
      explorer.refresh(nodeIn(node)),
};
