import type { Address } from '../postgrest';
import { now, sign } from '../tokens';
import { type Answer, below, type Exchange, forward, isUnder, reply } from './gateway';
import { noServer, UNREACHABLE } from './kong';
import { authService, storageService } from './services';

/** What a Supabase project's gateway knows. */
export interface SupabaseOptions {
  readonly anonKey: string;
  readonly serviceRoleKey: string;
  readonly publishableKey: string;
  /** Each component of a backend has one of its own. */
  readonly secretKeys: readonly string[];
  readonly jwtSecret: string;
  readonly postgrest: Address;
}

const NO_KEY = {
  message: 'No API key found in request',
  hint: 'No `apikey` request header or url param was found.',
};
const WRONG_KEY = {
  message: 'Invalid API key',
  hint: 'Double check your Supabase `anon` or `service_role` API key.',
};
const KEY_IN_BROWSER = { message: 'Forbidden use of secret API key in browser' };

/**
 * Supabase's gateway: the keys and addresses are those of the local CLI, the refusals are those of the hosted gateway
 * (the CLI's lets a request without a key through as anon).
 */
export function supabase(options: SupabaseOptions): Answer {
  return async (exchange) => {
    const { url, outgoing } = exchange;
    const prefix = ['/rest/v1', '/auth/v1', '/storage/v1'].find((path) => isUnder(path, url));
    if (prefix === undefined) return reply(outgoing, 404, { message: 'Not Found' });

    const pass = await admit(exchange, options);
    if (pass.kind === 'refused') return reply(outgoing, 401, pass.body);
    const path = url.pathname.slice(prefix.length);
    if (prefix === '/auth/v1') return (authService(path) ?? noServer)(exchange);
    if (prefix === '/storage/v1') return (storageService(path) ?? noServer)(exchange);
    return forward(exchange, {
      to: options.postgrest,
      path: below(prefix, url, 'apikey'),
      headers: { authorization: pass.authorization },
      unreachable: UNREACHABLE,
    });
  };
}

type Pass =
  | { readonly kind: 'admitted'; readonly authorization: string }
  | { readonly kind: 'refused'; readonly body: unknown };

/** Checks the key and finds what PostgREST is told: the user's token, else a token for the key's role. */
async function admit({ url, incoming }: Exchange, options: SupabaseOptions): Promise<Pass> {
  const { publishableKey, secretKeys, anonKey, serviceRoleKey } = options;
  const key = incoming.headers.apikey?.toString() ?? url.searchParams.get('apikey') ?? '';
  if (key === '') return { kind: 'refused', body: NO_KEY };
  if (![publishableKey, ...secretKeys, anonKey, serviceRoleKey].includes(key)) {
    return { kind: 'refused', body: WRONG_KEY };
  }
  if (secretKeys.includes(key) && (incoming.headers['user-agent'] ?? '').startsWith('Mozilla/')) {
    return { kind: 'refused', body: KEY_IN_BROWSER };
  }
  const given = incoming.headers.authorization ?? '';
  const opaque = given.startsWith('Bearer sb_');
  // A key that is no JWT may stand in Authorization only as a copy of apikey, and counts for nothing there.
  if (opaque && given !== `Bearer ${key}`) return { kind: 'refused', body: WRONG_KEY };
  if (given !== '' && !opaque) return { kind: 'admitted', authorization: given };
  if (key === anonKey || key === serviceRoleKey) {
    return { kind: 'admitted', authorization: `Bearer ${key}` };
  }
  const role = secretKeys.includes(key) ? 'service_role' : 'anon';
  const token = await sign({ role, iat: now(), exp: now() + 60 }, options.jwtSecret);
  return { kind: 'admitted', authorization: `Bearer ${token}` };
}
