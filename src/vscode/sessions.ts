import * as vscode from 'vscode';
import type { Credentials } from './credentials';
import type { Log } from './log';
import type { LoadOnDemand } from './onDemand';
import type { Projects } from './projects';
import type { World } from './services';
import { createCatalogConnections } from './sessions/catalogConnections';
import { type Catalogs, createCatalogs } from './sessions/catalogs';
import { type Connecting, createConnecting } from './sessions/connecting';
import {
  createDocumentConnections,
  type DocumentConnections,
} from './sessions/documentConnections';
import { createRequests, type Requests } from './sessions/requests';

/** Projects joined with their secrets: connections, catalogs and requests. Every method throws a `Failure`. */
export type Sessions = Catalogs &
  DocumentConnections &
  Pick<Requests, 'bestRole' | 'send'> &
  Pick<Connecting, 'decideTls'>;

export function createSessions(
  world: World,
  projects: Projects,
  credentials: Credentials,
  log: Log,
  load: LoadOnDemand,
): Sessions {
  const connecting = createConnecting(world, projects, credentials, log, load);
  const connections = createCatalogConnections(connecting);
  const requests = createRequests(world, projects, credentials, log, load);
  const catalogs = createCatalogs(connecting, connections, requests, load);
  const documents = createDocumentConnections(connecting, log);

  const subscriptions = [
    credentials.onDidChange((id) => {
      catalogs.forget({ id });
      connections.close(id);
    }),
    documents,
  ];

  return {
    ...catalogs,
    ...documents,
    bestRole: requests.bestRole,
    send: requests.send,
    decideTls: connecting.decideTls,
    dispose() {
      vscode.Disposable.from(...subscriptions).dispose();
      connections.closeAll();
    },
  };
}
