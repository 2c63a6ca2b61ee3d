import type { Endpoint } from '../model';
import type { DatabaseEndpoint } from './account';

/** The ways to the database as a project keeps them; replicas, which take no writes, are left out. */
export function endpointsOf(found: readonly DatabaseEndpoint[]): readonly Endpoint[] {
  return found
    .filter(({ replica }) => !replica)
    .map(({ kind, parts }) => ({
      kind: kindOf(kind, parts.host),
      host: parts.host,
      port: parts.port,
      user: parts.user,
      database: parts.database,
    }));
}

/** The dedicated pooler stands at the database's own host. */
function kindOf(kind: DatabaseEndpoint['kind'], host: string): Endpoint['kind'] {
  if (kind === 'direct') return 'direct';
  if (host.startsWith('db.')) return 'dedicatedPooler';
  return kind === 'session' ? 'sessionPooler' : 'transactionPooler';
}
