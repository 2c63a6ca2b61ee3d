import type { HttpAnswer } from '../ports';
import type { RestRequest } from './request';

/**
 * A request whose changes the server takes back, where it is configured to listen (`db-tx-end`,
 * https://docs.postgrest.org/en/stable/references/api/preferences.html#transaction-end-preference).
 */
export function withRollback(request: RestRequest): RestRequest {
  const { headers } = request;
  const [name = 'Prefer', value = ''] =
    Object.entries(headers).find(([key]) => key.toLowerCase() === 'prefer') ?? [];
  const others = value
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '' && !/^tx\s*=/.test(token));
  return { ...request, headers: { ...headers, [name]: [...others, 'tx=rollback'].join(', ') } };
}

/**
 * A request that reads no row of a table and tells whether the server would listen: it says so for reads too, and a
 * write must not find it out.
 */
export function rollbackProbe(table: string, { headers, directives }: RestRequest): RestRequest {
  const profile = Object.entries(headers).find(([name]) => /^content-profile$/i.test(name))?.[1];
  return withRollback({
    method: 'GET',
    target: `/${encodeURIComponent(table)}?limit=0`,
    headers: profile === undefined ? {} : { 'Accept-Profile': profile },
    directives,
    start: 0,
  });
}

/** Whether the server says that it took everything back. */
export function isRolledBack({ headers }: Pick<HttpAnswer, 'headers'>): boolean {
  return /(?:^|,)\s*tx=rollback\s*(?:,|$)/.test(headers['preference-applied'] ?? '');
}
