import type { Endpoint } from '../model';
import type { ConnectionParts } from './parts';

/** One way to the database, with everything that it takes. */
export interface Way {
  /** Unique among the ways of one project. */
  readonly id: string;
  /** Absent for what a Database URL says and nobody knows more about. */
  readonly kind?: Endpoint['kind'];
  readonly parts: ConnectionParts;
}

/**
 * The ways to a database, the given one among them: it comes first where it is none of the `endpoints`. All of
 * them open with the one password; server options belong to the given address alone.
 */
export function waysTo(given: ConnectionParts, endpoints: readonly Endpoint[]): readonly Way[] {
  const known = endpoints.filter(
    (endpoint, at) => endpoints.findIndex((other) => isSame(other, endpoint)) === at,
  );
  const ways = known.map((endpoint): Way => {
    const { kind, host, port, user, database } = endpoint;
    const { options, ...others } = given;
    const parts = isSame(endpoint, given) ? given : { ...others, host, port, user, database };
    return { id: `${kind} ${user}@${host}:${port}/${database}`, kind, parts };
  });
  return known.some((endpoint) => isSame(endpoint, given))
    ? ways
    : [{ id: 'given', parts: given }, ...ways];
}

/** The way that the Database URL itself takes. */
export function givenWay(ways: readonly Way[], given: ConnectionParts): Way | undefined {
  return ways.find(({ parts }) => parts === given);
}

/** Whether statements share the server's sessions, so that nothing outlives a transaction. */
export function isTransactionPooler({ kind }: Way): boolean {
  return kind === 'transactionPooler' || kind === 'dedicatedPooler';
}

type Address = Pick<Endpoint, 'host' | 'port' | 'user' | 'database'>;

function isSame(one: Address, other: Address): boolean {
  return (
    one.host === other.host &&
    one.port === other.port &&
    one.user === other.user &&
    one.database === other.database
  );
}
