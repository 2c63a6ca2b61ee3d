import type { Address } from '../postgrest';
import { type Answer, below, forward, isUnder } from './gateway';
import { keyAuth, noRoute, noServer, refuseConsumer, UNREACHABLE, VIA } from './kong';
import { projectService, type Query } from './projectService';
import { authService, storageService } from './services';

/** What a Powabase project's gateway knows. */
export interface PowabaseOptions {
  readonly anonKey: string;
  readonly serviceRoleKey: string;
  readonly jwtSecret: string;
  readonly postgrest: Address;
  /** Asks the project's database as the Project Service. */
  readonly query: Query;
}

/**
 * Kong before a Powabase project. It checks the key alone: what `Authorization` says is PostgREST's and the Project
 * Service's affair, so a service key without it reads as anon.
 */
export function powabase(options: PowabaseOptions): Answer {
  const keys = { anon: options.anonKey, service_role: options.serviceRoleKey };
  const service = projectService(options);
  return (exchange) => {
    const { url } = exchange;
    // Storage checks keys itself and its status needs none.
    if (isUnder('/storage/v1', url)) {
      return (storageService(url.pathname.slice('/storage/v1'.length)) ?? noServer)(exchange);
    }
    if (url.pathname === '/api/health') return service.health(exchange);

    const known = ['/rest/v1', '/auth/v1', '/pg'].some((prefix) => isUnder(prefix, url));
    if (!known && !service.serves(url)) return noRoute(exchange);
    const consumer = keyAuth(exchange, keys);
    if (consumer === undefined) return;

    const adminOnly = isUnder('/pg', url) || isUnder('/auth/v1/admin', url);
    if (adminOnly && consumer !== 'service_role') return refuseConsumer(exchange);
    if (isUnder('/rest/v1', url)) {
      return forward(exchange, {
        to: options.postgrest,
        path: below('/rest/v1', url, 'apikey'),
        headers: { apikey: undefined },
        answerHeaders: VIA,
        unreachable: UNREACHABLE,
      });
    }
    if (service.serves(url)) return service.answer(exchange);
    return (authService(url.pathname.slice('/auth/v1'.length)) ?? noServer)(exchange);
  };
}
