import type { Address } from '../postgrest';
import { type Answer, forward } from './gateway';

/** Flux v1: Traefik passes everything on to the project's own PostgREST, which does all the refusing. */
export function fluxV1(postgrest: Address): Answer {
  return (exchange) =>
    forward(exchange, {
      to: postgrest,
      path: exchange.url.pathname + exchange.url.search,
      unreachable: { message: 'Bad Gateway' },
    });
}
