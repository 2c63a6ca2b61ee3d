import { readColumns, readSchemas } from '../../core/catalog';
import { asFailure } from '../../core/errors';
import type { Column, Project, Relation, Schema } from '../../core/model';
import type { Database } from '../../core/ports';
import type { OpenApiCatalog } from '../../core/rest/openapi';
import type { RestCatalog } from '../../core/rest/restCatalog';
import { providerOf } from '../../providers';
import type { Cause } from '../credentials';
import type { LoadOnDemand } from '../onDemand';
import type { CatalogConnections } from './catalogConnections';
import type { Connecting } from './connecting';
import { homeOf, type Requests } from './requests';

/** How long a server that refused is left alone by what nobody asked for. */
const pause = 60_000;

/** What is known of one project's catalog: promises, so that two questions at once are asked once. */
interface Known {
  /** The last refusal, until something is read again. */
  refused?: { readonly at: number; readonly error: unknown } | undefined;
  readonly schemas: Map<'all', Promise<readonly Schema[]>>;
  read?: readonly Schema[];
  /** By schema. */
  readonly openApi: Map<string, Promise<OpenApiCatalog>>;
  /** By schema. */
  readonly rest: Map<string, Promise<RestCatalog>>;
  readonly columns: Map<string, Promise<readonly Column[]>>;
}

/**
 * Schemas, tables and columns: from the database where its URL is known, else from PostgREST. What was read stays until
 * the project or its credentials change. Throws a `Failure`.
 */
export interface Catalogs {
  schemas(project: Project, cause?: Cause): Promise<readonly Schema[]>;
  /** The schemas as far as they have been read; asks nobody. */
  knownSchemas(project: Project): readonly Schema[];
  columns(project: Project, relation: Relation, cause?: Cause): Promise<readonly Column[]>;
  /** What a schema offers over PostgREST; the project's own one where none is named. */
  restCatalog(project: Project, schema?: string, cause?: Cause): Promise<RestCatalog>;
  /** Drops what is known of a project's catalog. */
  forget(project: Pick<Project, 'id'>): void;
}

export function createCatalogs(
  connecting: Connecting,
  connections: CatalogConnections,
  requests: Requests,
  load: LoadOnDemand,
): Catalogs {
  /** By project, then by where it was read: what is known of one address is nothing about another. */
  const catalogs = new Map<string, Map<string, Known>>();

  function knownOf({ id, provider, url, restSchema, tls, credentials }: Project): Known {
    const ofProject = catalogs.get(id) ?? new Map<string, Known>();
    catalogs.set(id, ofProject);
    const from = JSON.stringify([provider, url, restSchema, tls, credentials]);
    const before = ofProject.get(from);
    if (before) return before;
    const known = {
      schemas: new Map(),
      columns: new Map(),
      openApi: new Map(),
      rest: new Map(),
    };
    ofProject.set(from, known);
    return known;
  }

  function openApi(
    project: Project,
    cause: Cause | undefined,
    schema = homeOf(project),
  ): Promise<OpenApiCatalog> {
    const known = knownOf(project);
    return remembered(known, known.openApi, schema, cause, () =>
      requests.readOpenApi(project, schema, cause),
    );
  }

  /** A certificate that is refused is a question, which only a person's act may raise. */
  function onDatabase<T>(
    project: Project,
    cause: Cause | undefined,
    work: (database: Database, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    return cause === 'itself'
      ? connections.use(project, work, cause)
      : connecting.securely(project, (decided) => connections.use(decided, work));
  }

  return {
    schemas(project, cause) {
      const known = knownOf(project);
      return remembered(known, known.schemas, 'all', cause, async () => {
        known.read = project.credentials.databaseUrl
          ? await onDatabase(project, cause, readSchemas)
          : [(await openApi(project, cause)).schema];
        return known.read;
      });
    },

    knownSchemas: (project) => knownOf(project).read ?? [],

    columns(project, relation, cause) {
      const known = knownOf(project);
      const key = JSON.stringify([relation.schema, relation.name]);
      return remembered(known, known.columns, key, cause, async () =>
        project.credentials.databaseUrl
          ? onDatabase(project, cause, (database, signal) =>
              readColumns(database, relation, signal),
            )
          : ((await openApi(project, cause)).columns.get(relation.name) ?? []),
      );
    },

    // Only of the schema that the provider serves by itself the database may have another name.
    restCatalog(project, schema = homeOf(project), cause = 'person') {
      const known = knownOf(project);
      return remembered(known, known.rest, schema, cause, async () => {
        const { restCatalogOf } = await load();
        const { isHome, restSchema } = providerOf(project.provider);
        return restCatalogOf(schema, {
          ...(project.restSchema === undefined && schema === restSchema ? { isHome } : {}),
          ...(project.credentials.databaseUrl
            ? { onDatabase: (work) => connections.use(project, work, cause) }
            : {}),
          ...(project.url === undefined ? {} : { openApi: () => openApi(project, cause, schema) }),
        });
      });
    },

    forget: ({ id }) => {
      catalogs.delete(id);
    },
  };
}

/**
 * The promise of the cache, else a new one, which stays there unless it fails: a person's next act then asks again. By
 * itself nothing asks a server again that has just refused.
 */
function remembered<K, T>(
  known: Known,
  cache: Map<K, Promise<T>>,
  key: K,
  cause: Cause | undefined,
  ask: () => Promise<T>,
): Promise<T> {
  const before = cache.get(key);
  if (before) return before;
  const { refused } = known;
  if (cause === 'itself' && refused && Date.now() - refused.at < pause) {
    return Promise.reject(refused.error);
  }
  const asked = ask();
  cache.set(key, asked);
  asked.then(
    () => {
      known.refused = undefined;
    },
    (error) => {
      cache.delete(key);
      // Without a credential nothing was asked.
      if (asFailure(error).reason !== 'missingCredential')
        known.refused = { at: Date.now(), error };
    },
  );
  return asked;
}
