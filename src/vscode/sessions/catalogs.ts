import { readColumns, readSchemas } from '../../core/catalog';
import type { Column, Project, Relation, Schema } from '../../core/model';
import type { OpenApiCatalog } from '../../core/rest/openapi';
import type { RestCatalog } from '../../core/rest/restCatalog';
import { providerOf } from '../../providers';
import type { LoadOnDemand } from '../onDemand';
import type { CatalogConnections } from './catalogConnections';
import type { Connecting } from './connecting';
import { homeOf, type Requests } from './requests';

/** What is known of one project's catalog: promises, so that two questions at once are asked once. */
interface Known {
  schemas?: Promise<readonly Schema[]>;
  read?: readonly Schema[];
  /** By schema. */
  readonly openApi: Map<string, Promise<OpenApiCatalog>>;
  /** By schema. */
  readonly rest: Map<string, Promise<RestCatalog>>;
  readonly columns: Map<string, Promise<readonly Column[]>>;
}

/** Schemas, tables and columns: from the database where its URL is known, else from PostgREST. Throws a `Failure`. */
export interface Catalogs {
  schemas(project: Project): Promise<readonly Schema[]>;
  /** The schemas as far as they have been read; asks nobody. */
  knownSchemas(project: Project): readonly Schema[];
  columns(project: Project, relation: Relation): Promise<readonly Column[]>;
  /** What a schema offers over PostgREST; the project's own one where none is named. */
  restCatalog(project: Project, schema?: string): Promise<RestCatalog>;
  /** Drops what is known of a project's catalog. */
  forget(project: Project): void;
}

export function createCatalogs(
  connecting: Connecting,
  connections: CatalogConnections,
  requests: Requests,
  load: LoadOnDemand,
): Catalogs & { forgetAll(): void } {
  const catalogs = new Map<string, Known>();

  function knownOf({ id }: Project): Known {
    const known = catalogs.get(id) ?? { columns: new Map(), openApi: new Map(), rest: new Map() };
    catalogs.set(id, known);
    return known;
  }

  function openApi(project: Project, schema = homeOf(project)): Promise<OpenApiCatalog> {
    return remembered(knownOf(project).openApi, schema, () =>
      requests.readOpenApi(project, schema),
    );
  }

  return {
    schemas(project) {
      const known = knownOf(project);
      known.schemas ??= kept(
        project.credentials.databaseUrl
          ? connecting.securely(project, (decided) => connections.use(decided, readSchemas))
          : openApi(project).then(({ schema }) => [schema]),
        () => catalogs.delete(project.id),
      );
      void known.schemas.then(
        (schemas) => {
          known.read = schemas;
        },
        () => {},
      );
      return known.schemas;
    },

    knownSchemas: ({ id }) => catalogs.get(id)?.read ?? [],

    columns(project, relation) {
      const key = JSON.stringify([relation.schema, relation.name]);
      return remembered(knownOf(project).columns, key, () =>
        project.credentials.databaseUrl
          ? connecting.securely(project, (decided) =>
              connections.use(decided, (database, signal) =>
                readColumns(database, relation, signal),
              ),
            )
          : openApi(project).then((catalog) => catalog.columns.get(relation.name) ?? []),
      );
    },

    // Only of the schema that the provider serves by itself the database may have another name.
    restCatalog: (project, schema = homeOf(project)) =>
      remembered(knownOf(project).rest, schema, async () => {
        const { restCatalogOf } = await load();
        const { isHome, restSchema } = providerOf(project.provider);
        return restCatalogOf(schema, {
          ...(project.restSchema === undefined && schema === restSchema ? { isHome } : {}),
          ...(project.credentials.databaseUrl
            ? { onDatabase: (work) => connections.use(project, work) }
            : {}),
          ...(project.url === undefined ? {} : { openApi: () => openApi(project, schema) }),
        });
      }),

    forget: ({ id }) => {
      catalogs.delete(id);
    },
    forgetAll: () => catalogs.clear(),
  };
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
