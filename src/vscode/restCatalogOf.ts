import { Failure, message } from '../core/errors';
import type { Database } from '../core/ports';
import type { OpenApiCatalog } from '../core/rest/openapi';
import { readRestCatalog } from '../core/rest/readRestCatalog';
import { type RestCatalog, restCatalog } from '../core/rest/restCatalog';

/** Where a catalog can come from. */
export interface CatalogSources {
  onDatabase?<T>(work: (database: Database, signal: AbortSignal) => Promise<T>): Promise<T>;
  openApi?(): Promise<OpenApiCatalog>;
}

/** The database knows more than the OpenAPI root, and that alone knows PostgREST's version. Throws a `Failure`. */
export async function restCatalogOf(
  schema: string,
  { onDatabase, openApi }: CatalogSources,
): Promise<RestCatalog> {
  const [fromDatabase, fromApi] = await Promise.allSettled([
    onDatabase?.((database, signal) => readRestCatalog(database, schema, signal)),
    openApi?.(),
  ]);
  const api = fromApi.status === 'fulfilled' ? fromApi.value : undefined;
  const own = fromDatabase.status === 'fulfilled' ? fromDatabase.value : undefined;
  const version = api?.version;
  if (api?.exposed) return restCatalog(api);
  // Behind a gateway that hides the schema, the database has another name for it.
  if (own && (own.columns.size > 0 || !api)) {
    return restCatalog({ ...own, ...(version && { version }) });
  }
  if (api) return restCatalog(api);
  const refused = [fromApi, fromDatabase].find(({ status }) => status === 'rejected');
  if (refused?.status === 'rejected') throw refused.reason;
  throw new Failure(
    'missingCredential',
    message('The tables are not known: add a project URL or a Database URL.'),
  );
}
