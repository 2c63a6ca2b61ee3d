import { bearer, type Gateway, reply, startGateway } from '../gateways/gateway';

/** A project of the stand-in, with the fields of the published answers that a client reads. */
export interface HostedProject {
  readonly ref: string;
  readonly name: string;
  readonly status: string;
  /** db.REF.supabase.co */
  readonly databaseHost: string;
  /** With every field of the published answer; `api_key` is shown in full with `reveal=true` alone. */
  readonly keys: readonly HostedKey[];
  /** With the placeholder for the password, as the dashboard shows it. */
  readonly poolers: readonly HostedPooler[];
  readonly jwtSecret?: string;
}

export interface HostedKey {
  readonly name: string;
  readonly type: 'legacy' | 'publishable' | 'secret';
  readonly api_key: string;
}

export interface HostedPooler {
  readonly type: 'PRIMARY' | 'READ_REPLICA';
  readonly mode: 'session' | 'transaction';
  readonly uri: string;
}

export interface HostedOrganization {
  readonly slug: string;
  readonly name: string;
  readonly projects: readonly HostedProject[];
}

/** What the stand-in knows, and which paths it answers in another way: a status with a body. */
export interface SupabaseAccountOptions {
  readonly token: string;
  readonly organizations: readonly HostedOrganization[];
  readonly instead?: Readonly<Record<string, readonly [status: number, body: unknown]>>;
}

const limits = { 'x-ratelimit-limit': '120', 'x-ratelimit-remaining': '119' };

/**
 * A stand-in for Supabase's Management API: the answers have the shapes of its published OpenAPI document, but
 * behind them is a table of this process, and nothing shows that the service itself behaves as it is described.
 */
export function startSupabaseAccount(options: SupabaseAccountOptions): Promise<Gateway> {
  return startGateway(() => ({ url, incoming, outgoing }) => {
    const say = (status: number, body: unknown) => reply(outgoing, status, body, limits);
    if (bearer(incoming) !== options.token) return say(401, { message: 'Unauthorized' });
    const other = options.instead?.[url.pathname];
    if (other !== undefined) return say(...other);
    const found = answerTo(url, options.organizations);
    return found === undefined
      ? say(404, { message: `Cannot GET ${url.pathname}` })
      : say(200, found);
  });
}

function answerTo(url: URL, organizations: readonly HostedOrganization[]): unknown {
  const [, version, collection, id, ...rest] = url.pathname.split('/');
  const below = rest.join('/');
  if (version !== 'v1') return undefined;
  if (collection === 'organizations') {
    if (id === undefined) return organizations.map(({ slug, name }) => ({ id: slug, slug, name }));
    const organization = organizations.find(({ slug }) => slug === id);
    return organization && below === 'projects' ? pageOf(url, organization.projects) : undefined;
  }
  if (collection !== 'projects') return undefined;
  for (const { slug, projects } of organizations) {
    const project = projects.find(({ ref }) => ref === id);
    if (project !== undefined) return partOf(project, slug, below, url);
  }
  return undefined;
}

function pageOf({ searchParams }: URL, projects: readonly HostedProject[]) {
  const limit = Math.min(Number(searchParams.get('limit') ?? 100), 100);
  const offset = Number(searchParams.get('offset') ?? 0);
  return {
    projects: projects.slice(offset, offset + limit).map(({ ref, name, status }) => ({
      ref,
      name,
      cloud_provider: 'AWS',
      region: 'eu-central-1',
      is_branch: false,
      status,
      inserted_at: '2026-01-01T00:00:00Z',
      databases: [],
    })),
    pagination: { count: projects.length, limit, offset },
  };
}

function partOf(project: HostedProject, slug: string, below: string, url: URL): unknown {
  const { ref, name, status, databaseHost } = project;
  switch (below) {
    case '':
      return {
        id: ref,
        ref,
        organization_id: slug,
        organization_slug: slug,
        name,
        region: 'eu-central-1',
        created_at: '2026-01-01T00:00:00Z',
        status,
        database: {
          host: databaseHost,
          version: '17.6.1.084',
          postgres_engine: '17',
          release_channel: 'ga',
        },
      };
    case 'api-keys':
      return project.keys.map((key) => keyOf(key, url.searchParams.get('reveal') === 'true'));
    case 'config/database/pooler':
      return project.poolers.map((pooler) => poolerOf(pooler, ref));
    case 'postgrest':
      return {
        db_schema: 'public,graphql_public',
        max_rows: 1000,
        db_extra_search_path: 'public, extensions',
        db_pool: null,
        ...(project.jwtSecret === undefined ? {} : { jwt_secret: project.jwtSecret }),
      };
    default:
      return undefined;
  }
}

function keyOf({ name, type, api_key: value }: HostedKey, reveal: boolean) {
  const shown = reveal || type !== 'secret' ? value : `${value.slice(0, 15)}${'·'.repeat(26)}`;
  return {
    id: type === 'legacy' ? name : '00000000-0000-4000-8000-000000000000',
    name,
    type,
    api_key: shown,
    description: null,
    secret_jwt_template: type === 'secret' ? { role: 'service_role' } : null,
    hash: 'WeAFS20kmJFGweFuqH67uz_how1IsOEN9zV5frxlxdQ',
    prefix: value.slice(0, 5),
  };
}

function poolerOf({ type, mode, uri }: HostedPooler, ref: string) {
  const { hostname, port, pathname } = new URL(uri.replace('[YOUR-PASSWORD]', 'x'));
  return {
    identifier: ref,
    database_type: type,
    is_using_scram_auth: true,
    db_user: `postgres.${ref}`,
    db_host: hostname,
    db_port: Number(port),
    db_name: pathname.slice(1),
    connection_string: uri,
    connectionString: uri,
    default_pool_size: null,
    max_client_conn: null,
    pool_mode: mode,
  };
}
