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

/** What a way is called and what it is for, in English; `given` is the one that nobody knows more about. */
export const wayWords: Readonly<
  Record<Endpoint['kind'] | 'given', { readonly label: string; readonly use: string }>
> = {
  given: { label: 'Database URL', use: 'The address as it was given.' },
  direct: {
    label: 'Direct connection',
    use: 'For migrations and servers that run for long.',
  },
  sessionPooler: {
    label: 'Session pooler',
    use: 'Like a direct connection, for networks that do not reach the server.',
  },
  transactionPooler: {
    label: 'Transaction pooler',
    use: 'For functions and many short connections.',
  },
  dedicatedPooler: {
    label: 'Dedicated pooler',
    use: 'For many short connections, by a pooler beside the database.',
  },
};

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
