import * as vscode from 'vscode';
import { readColumns, readSchemas } from '../core/catalog';
import { asFailure, Failure, message } from '../core/errors';
import { fingerprintOf } from '../core/fingerprint';
import type { Column, Project, Relation, RoleId, Schema } from '../core/model';
import type { Database, HttpAnswer } from '../core/ports';
import { type OpenApiCatalog, readOpenApi } from '../core/rest/openapi';
import type { RestRequest } from '../core/rest/request';
import type { RestCatalog } from '../core/rest/restCatalog';
import { toHttpRequest } from '../core/rest/send';
import { providerOf } from '../providers';
import { rolesOf } from '../providers/authentication';
import type { Credentials } from './credentials';
import { destinationOf } from './destination';
import type { Log } from './log';
import type { LoadOnDemand } from './onDemand';
import type { Projects } from './projects';
import type { World } from './services';
import { createTlsQuestion, type Refusal } from './tlsQuestion';
import { explain } from './words';

/** How long the tree's own connection stays open unused: a pool slot is not held for nothing. */
const catalogIdle = 60_000;
const catalogLimit = 30_000;

/** Projects joined with their secrets: connections, catalogs and requests. Every method throws a `Failure`. */
export interface Sessions extends vscode.Disposable {
  schemas(project: Project): Promise<readonly Schema[]>;
  /** The schemas as far as they have been read; asks nobody. */
  knownSchemas(project: Project): readonly Schema[];
  columns(project: Project, relation: Relation): Promise<readonly Column[]>;
  /** What a schema offers over PostgREST; the project's own one where none is named. */
  restCatalog(project: Project, schema?: string): Promise<RestCatalog>;
  /** Drops what is known of a project's catalog. */
  forget(project: Project): void;
  /** Asks what to do about a certificate that was refused; the project with the choice, or undefined. */
  decideTls(project: Project, refusal: Refusal): Promise<Project | undefined>;
  /** The document's own connection, opened when needed. */
  forDocument(document: vscode.Uri, project: Project, signal: AbortSignal): Promise<Database>;
  /** The transaction that is open on a document's connection, if it has one. */
  transactionOf(document: vscode.Uri): Database['transaction'];
  /** A statement of a document has ended, its transaction may be another one. */
  readonly onDidRun: vscode.EventEmitter<void>;
  /** The most privileged role that the project has a key for. */
  bestRole(project: Project): RoleId;
  send(
    project: Project,
    role: RoleId,
    request: RestRequest,
    signal: AbortSignal,
    userToken?: string,
  ): Promise<HttpAnswer>;
}

interface OpenConnection {
  readonly project: Project;
  readonly address: string;
  readonly database: Database;
}

interface CatalogConnection {
  readonly address: string;
  readonly database: Promise<Database>;
}

/** What is known of one project's catalog: promises, so that two questions at once are asked once. */
interface CatalogCache {
  schemas?: Promise<readonly Schema[]>;
  known?: readonly Schema[];
  /** By schema. */
  readonly openApi: Map<string, Promise<OpenApiCatalog>>;
  readonly rest: Map<string, Promise<RestCatalog>>;
  readonly columns: Map<string, Promise<readonly Column[]>>;
}

export function createSessions(
  world: World,
  projects: Projects,
  credentials: Credentials,
  log: Log,
  load: LoadOnDemand,
): Sessions {
  const documents = new Map<string, OpenConnection>();
  const catalogConnections = new Map<string, CatalogConnection>();
  const catalogs = new Map<string, CatalogCache>();
  const idleTimers = new Map<string, ReturnType<typeof setTimeout>>();
  const onDidRun = new vscode.EventEmitter<void>();

  async function databaseUrl(project: Project): Promise<string> {
    const url = await credentials.read(project, 'databaseUrl');
    if (url !== undefined) return url;
    throw new Failure(
      'missingCredential',
      message('"{0}" has no Database URL yet. Add it with Powabase: Set Credential.', project.name),
    );
  }

  const decideTls = createTlsQuestion(projects, databaseUrl, load);

  /** Where a certificate is refused and the person then decides, the work is done once more. */
  async function securely<T>(project: Project, work: (project: Project) => Promise<T>): Promise<T> {
    try {
      return await work(project);
    } catch (error) {
      const decided = await decideTls(project, asFailure(error));
      if (!decided) throw error;
      return work(decided);
    }
  }

  /** What a connection is made with: the Database URL, and the project's TLS. */
  async function addressOf(project: Project) {
    const url = await databaseUrl(project);
    const tls = projects.tlsOf(project);
    return { url, tls, address: JSON.stringify([url, tls]) };
  }

  /** Runs on the project's catalog connection, which closes itself when it has been idle for a while. */
  async function onCatalogConnection<T>(
    project: Project,
    work: (database: Database, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const signal = AbortSignal.timeout(catalogLimit);
    clearTimeout(idleTimers.get(project.id));
    try {
      return await work(await catalogConnection(project, signal), signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new Failure(
        'timedOut',
        message(
          'The database of "{0}" did not answer within {1} s. Check whether it is busy, and try again.',
          project.name,
          String(catalogLimit / 1_000),
        ),
      );
    } finally {
      clearTimeout(idleTimers.get(project.id));
      idleTimers.set(
        project.id,
        setTimeout(() => closeCatalog(project.id), catalogIdle),
      );
    }
  }

  /** The connection that is open, unless it has ended or the Database URL is another one now. */
  async function catalogConnection(project: Project, signal: AbortSignal): Promise<Database> {
    const { url, tls, address } = await addressOf(project);
    const known = catalogConnections.get(project.id);
    if (known?.address === address) {
      const database = await known.database.catch(() => undefined);
      if (database?.alive) return database;
    }
    // Somebody else may have opened one in the meantime.
    const newer = catalogConnections.get(project.id);
    if (newer !== known && newer?.address === address) return newer.database;
    closeCatalog(project.id);
    log.info(`catalog: connecting to the database of "${project.name}"`);
    const database = world.openDatabase(url, signal, tls);
    catalogConnections.set(project.id, { address, database });
    return database;
  }

  function closeCatalog(id: string) {
    const open = catalogConnections.get(id);
    catalogConnections.delete(id);
    clearTimeout(idleTimers.get(id));
    void open?.database.then((database) => database.close()).catch(() => {});
  }

  function cacheOf({ id }: Project): CatalogCache {
    const known = catalogs.get(id) ?? {
      columns: new Map(),
      openApi: new Map(),
      rest: new Map(),
    };
    catalogs.set(id, known);
    return known;
  }

  function openApi(project: Project, schema = homeOf(project)): Promise<OpenApiCatalog> {
    const cache = cacheOf(project).openApi;
    return remembered(cache, schema, () => readOpenApiOf(project, schema));
  }

  /** The schema that requests are answered from when they name none. */
  function homeOf({ restSchema, provider }: Project): string {
    return restSchema ?? providerOf(provider).restSchema;
  }

  async function readOpenApiOf(project: Project, schema: string): Promise<OpenApiCatalog> {
    const role = bestRole(project);
    const request: RestRequest = {
      method: 'GET',
      target: '/',
      headers: { Accept: 'application/openapi+json' },
      directives: schema === homeOf(project) ? {} : { schema },
      start: 0,
    };
    const answer = await send(project, role, request, AbortSignal.timeout(catalogLimit));
    const catalog = answer.status === 200 ? readOpenApi(answer.body, schema) : undefined;
    if (catalog) return catalog;
    throw new Failure(
      'badAnswer',
      message(
        '{0} did not list its tables (status {1}). Check the project URL and the key, or add a Database URL.',
        project.url ?? project.name,
        String(answer.status),
      ),
    );
  }

  /** Newer gateways show the list of tables to the service role alone, so that one is asked first. */
  function bestRole(project: Project): RoleId {
    const known = rolesOf(providerOf(project.provider), project);
    const best = known.find(({ id }) => id === 'service_role') ?? known[0];
    if (best) return best.id;
    throw new Failure(
      'missingCredential',
      message(
        '"{0}" has neither a key nor a Database URL yet. Add one with Powabase: Set Credential.',
        project.name,
      ),
    );
  }

  async function send(
    project: Project,
    role: RoleId,
    request: RestRequest,
    signal: AbortSignal,
    userToken?: string,
  ) {
    const destination = await destinationOf(project, role, credentials, userToken);
    const http = toHttpRequest(request, destination);
    const keys = await Promise.all(destination.used.map(({ value }) => fingerprintOf(value)));
    // The query holds what people look for, which is nobody else's business.
    log.info(
      `http: ${http.method} ${http.url.replace(/\?.*/s, '')} as ${role}, SHA-256 of the key ${keys.join(', ') || '-'}`,
    );
    const caFile = projects.tlsOf(project)?.caFile;
    return world.sendHttp(caFile === undefined ? http : { ...http, caFile }, signal);
  }

  function closeDocument(uri: string) {
    const open = documents.get(uri);
    documents.delete(uri);
    void open?.database.close().catch(() => {});
  }

  async function openForDocument(
    key: string,
    project: Project,
    signal: AbortSignal,
  ): Promise<Database> {
    const { url, tls, address } = await addressOf(project);
    const open = documents.get(key);
    if (open?.database.alive && open.project.id === project.id && open.address === address) {
      return open.database;
    }
    const lost = open !== undefined && !open.database.alive;
    closeDocument(key);
    if (lost && open.database.transaction !== 'none') {
      onDidRun.fire();
      throw new Failure(
        'unreachable',
        message(
          'The connection ended in the middle of a transaction, and the server has rolled that back. Run the statement again to go on with a new connection.',
        ),
      );
    }
    log.info(`sql: connecting to the database of "${project.name}"`);
    const database = await world.openDatabase(url, signal, tls);
    documents.set(key, { project, address, database });
    if (lost) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          'The connection to the database of "{0}" had ended, and a new one was opened. Temporary tables and settings of the old one are gone.',
          project.name,
        ),
      );
    }
    return database;
  }

  /** Whoever closes a document in the middle of a transaction decides over it. */
  async function leave(uri: vscode.Uri) {
    const key = uri.toString();
    const open = documents.get(key);
    if (open?.database.transaction !== 'open') {
      closeDocument(key);
      return;
    }
    const commit = vscode.l10n.t('Commit');
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t('Commit the open transaction on "{0}"?', open.project.name),
      {
        modal: true,
        detail: vscode.l10n.t('Its document was closed. What is not committed is rolled back.'),
      },
      commit,
    );
    const limit = AbortSignal.timeout(catalogLimit);
    if (answer === commit) {
      await open.database.query('commit', [], limit).catch((error: unknown) => {
        const failure = asFailure(error);
        log.failure('sql', failure);
        void vscode.window.showErrorMessage(explain(failure));
      });
    }
    closeDocument(key);
    onDidRun.fire();
  }

  /** Keeps what a promise gives, unless it fails: the next question then asks again. */
  function kept<T>(promise: Promise<T>, drop: () => void): Promise<T> {
    promise.catch(drop);
    return promise;
  }

  /** The promise of the cache, else a new one, which stays there unless it fails. */
  function remembered<T>(
    cache: Map<string, Promise<T>>,
    key: string,
    ask: () => Promise<T>,
  ): Promise<T> {
    const known = cache.get(key);
    if (known) return known;
    const asked = kept(ask(), () => cache.delete(key));
    cache.set(key, asked);
    return asked;
  }

  function reset() {
    catalogs.clear();
    for (const id of [...catalogConnections.keys()]) closeCatalog(id);
  }

  const subscriptions = [
    projects.onDidChange(reset),
    credentials.onDidChange(reset),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => void leave(uri)),
    onDidRun,
  ];

  return {
    schemas(project) {
      const cache = cacheOf(project);
      cache.schemas ??= kept(
        project.credentials.databaseUrl
          ? securely(project, (decided) => onCatalogConnection(decided, readSchemas))
          : openApi(project).then(({ schema }) => [schema]),
        () => catalogs.delete(project.id),
      );
      void cache.schemas.then(
        (schemas) => {
          cache.known = schemas;
        },
        () => {},
      );
      return cache.schemas;
    },

    knownSchemas: ({ id }) => catalogs.get(id)?.known ?? [],

    columns(project, relation) {
      const key = JSON.stringify([relation.schema, relation.name]);
      return remembered(cacheOf(project).columns, key, () =>
        project.credentials.databaseUrl
          ? securely(project, (decided) =>
              onCatalogConnection(decided, (database, signal) =>
                readColumns(database, relation, signal),
              ),
            )
          : openApi(project).then((catalog) => catalog.columns.get(relation.name) ?? []),
      );
    },

    restCatalog: (project, schema = homeOf(project)) =>
      remembered(cacheOf(project).rest, schema, async () => {
        const { restCatalogOf } = await load();
        return restCatalogOf(schema, {
          ...(project.credentials.databaseUrl
            ? { onDatabase: (work) => onCatalogConnection(project, work) }
            : {}),
          ...(project.url === undefined ? {} : { openApi: () => openApi(project, schema) }),
        });
      }),

    forget: ({ id }) => {
      catalogs.delete(id);
    },

    forDocument: (document, project, signal) =>
      securely(project, (decided) => openForDocument(document.toString(), decided, signal)),

    decideTls,
    onDidRun,
    transactionOf: (document) => documents.get(document.toString())?.database.transaction ?? 'none',

    bestRole,
    send,

    dispose() {
      vscode.Disposable.from(...subscriptions).dispose();
      reset();
      for (const key of [...documents.keys()]) closeDocument(key);
    },
  };
}
