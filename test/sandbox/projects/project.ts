import type { Cluster } from '../cluster';
import { forward, type Seen, type startGateway } from '../gateways/gateway';
import { type Address, type PostgrestOptions, startPostgrest } from '../postgrest';
import { USERS } from '../shop/platform';
import type { Supervisor } from '../supervisor';
import { now, sign } from '../tokens';

/** A project of the sandbox: everything a person would have of it. */
export interface SandboxProject {
  readonly provider: 'powabase' | 'supabase' | 'flux-v2' | 'flux-v1';
  readonly name: string;
  /** http://127.0.0.1:PORT */
  readonly url: string;
  /** JWTs signed with `jwtSecret`. */
  readonly anonKey?: string;
  readonly serviceRoleKey?: string;
  /** Keys that are no JWTs (`sb_…`). */
  readonly publishableKey?: string;
  readonly secretKey?: string;
  /** More secret keys by their names. */
  readonly namedSecretKeys?: Readonly<Record<string, string>>;
  readonly jwtSecret: string;
  /** The token of a signed-in user who is a customer of the shop; good for a day. */
  readonly userToken?: string;
  /** A URL of 127.0.0.1 with the owner's password. */
  readonly databaseUrl: string;
  /** Where the tables of the shop are. */
  readonly schema: string;
  /** PostgREST itself, past the gateway: what it verifies tokens with, and the project's own schema and role. */
  readonly direct: DirectPostgrest;
  /** What has reached the gateway, oldest first. */
  readonly requests: readonly Seen[];
}

export interface DirectPostgrest {
  /** http://127.0.0.1:PORT */
  readonly url: string;
  readonly jwtSecret: string;
  readonly schema: string;
  /** Of signed-in users. */
  readonly role: string;
}

/** What a project starts with. */
export interface Ground {
  readonly folder: string;
  readonly supervisor: Supervisor;
  readonly cluster: Cluster;
  /** The path of PostgREST's program. */
  readonly postgrest: string;
  /** Of the role `authenticator`. */
  readonly authenticatorPassword: string;
  /** The database to copy. */
  readonly template: string;
  /** Whether requests may aggregate. */
  readonly aggregates: boolean;
  /** Opens a gateway that is stopped with the sandbox. */
  readonly openGateway: typeof startGateway;
}

/** Starts a project's PostgREST on its database. */
export function postgrestOn(
  ground: Ground,
  options: Pick<
    PostgrestOptions,
    'name' | 'schemas' | 'jwtSecret' | 'anonRole' | 'knownRole' | 'maxRows' | 'rollsBack'
  > & { readonly database: string },
): Promise<Address> {
  const { folder, supervisor, cluster, postgrest: program, authenticatorPassword } = ground;
  const { aggregates } = ground;
  const databaseUrl = cluster.url('authenticator', authenticatorPassword, options.database);
  return startPostgrest({ ...options, aggregates, folder, supervisor, program, databaseUrl });
}

/** Opens a project's PostgREST to those who pass by the gateway: its socket at a port, every byte as it is. */
export async function directly(
  ground: Ground,
  to: Address,
  rest: Omit<DirectPostgrest, 'url'>,
): Promise<DirectPostgrest> {
  const { url } = await ground.openGateway(() => (exchange) => {
    const { pathname, search } = exchange.url;
    return forward(exchange, { to, path: pathname + search, unreachable: {} });
  });
  return { url, ...rest };
}

/** A user's token as GoTrue writes it. */
export function userToken(url: string, jwtSecret: string): Promise<string> {
  const [{ id, email }] = USERS;
  const claims = {
    iss: `${url}/auth/v1`,
    sub: id,
    aud: 'authenticated',
    exp: now() + 86_400,
    iat: now(),
  };
  return sign({ ...claims, email, role: 'authenticated' }, jwtSecret);
}
