import { Failure, message } from '../core/errors';
import type { Database } from '../core/ports';
import { homeSchema } from '../core/rest/homeSchema';
import type { OpenApiCatalog } from '../core/rest/openapi';
import { type DatabaseCatalog, readRestCatalog } from '../core/rest/readRestCatalog';
import { type RestCatalog, restCatalog } from '../core/rest/restCatalog';

/** Where a catalog can come from. */
export interface CatalogSources {
  onDatabase?<T>(work: (database: Database, signal: AbortSignal) => Promise<T>): Promise<T>;
  openApi?(): Promise<OpenApiCatalog>;
  /** Where the gateway chooses the schema and may hide its name: whether one of the database can be it. */
  readonly isHome?: (schema: string) => boolean;
}

/**
 * The database knows more than the OpenAPI root, and that alone knows PostgREST's version. Where the database has
 * another name for the schema, the root says what is exposed of it. Throws a `Failure`.
 */
export async function restCatalogOf(schema: string, sources: CatalogSources): Promise<RestCatalog> {
  const catalog = await read(schema, sources);
  return catalog.schema === schema ? catalog : { ...catalog, calledAs: schema };
}

async function read(
  schema: string,
  { onDatabase, openApi, isHome }: CatalogSources,
): Promise<RestCatalog> {
  const [fromDatabase, fromApi] = await Promise.allSettled([
    onDatabase?.((database, signal) => readDatabase(database, schema, isHome, signal)),
    openApi?.(),
  ]);
  const api = fromApi.status === 'fulfilled' ? fromApi.value : undefined;
  const own = fromDatabase.status === 'fulfilled' ? fromDatabase.value : undefined;
  const version = api?.version;
  if (api?.exposed) return restCatalog(api);
  if (own && (!api || (own.columns.size > 0 && own.schema.name === schema))) {
    return restCatalog({ ...own, ...(version && { version }) });
  }
  if (api) return restCatalog(own && own.columns.size > 0 ? exposedOf(own, api) : api);
  const refused = [fromApi, fromDatabase].find(({ status }) => status === 'rejected');
  if (refused?.status === 'rejected') throw refused.reason;
  throw new Failure(
    'missingCredential',
    message('The tables are not known: add a project URL or a Database URL.'),
  );
}

/** What the root exposes, with the schema as SQL names it and the foreign keys, those of several columns too. */
function exposedOf({ schema, foreignKeys }: DatabaseCatalog, api: OpenApiCatalog): DatabaseCatalog {
  return { ...api, schema: { ...api.schema, name: schema.name }, foreignKeys };
}

async function readDatabase(
  database: Database,
  schema: string,
  isHome: CatalogSources['isHome'],
  signal: AbortSignal,
): Promise<DatabaseCatalog> {
  const own = await readRestCatalog(database, schema, signal);
  if (own.columns.size > 0 || !isHome) return own;
  const home = await homeSchema(database, isHome, signal);
  return home === undefined ? own : readRestCatalog(database, home, signal);
}
