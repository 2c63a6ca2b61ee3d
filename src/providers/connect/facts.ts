import type { ConnectionParts } from '../../core/connectionStrings/parts';
import type { Endpoint } from '../../core/model';

export interface Link {
  readonly label: string;
  readonly url: string;
}

/** What the Connect panel says of a system beside its credentials. Words are English; the shell translates. */
export interface ConnectFacts {
  /** The services below the project URL, in the order of the documents. */
  readonly services: readonly { readonly label: string; readonly path: string }[];
  /** Where a person finds the values that are not known yet. */
  readonly whereValuesAre: string;
  /** The project in its own web pages, with its Connect dialog open where it has one; absent where it has none. */
  dashboard?(projectUrl: string | undefined): Link;
  /** How a password that leaked is replaced. */
  readonly rotation: { readonly advice: string; page(projectUrl: string | undefined): Link };
  /** The ways to the database that follow from one that is known. */
  endpointsFrom(known: ConnectionParts): readonly Endpoint[];
  /** Which networks reach a way. */
  readonly networks: { readonly [Kind in Endpoint['kind']]?: string };
  /** The hosted MCP server, read-only, for this project; undefined where there is none. */
  mcpServer(projectUrl: string | undefined): string | undefined;
}

/** The endpoint that a connection is itself. */
export function endpointOf(kind: Endpoint['kind'], known: ConnectionParts): Endpoint {
  const { host, port, user, database } = known;
  return { kind, host, port, user, database };
}

/** The first group of `pattern` in a project URL's host. */
export function refIn(projectUrl: string | undefined, pattern: RegExp): string | undefined {
  return projectUrl === undefined ? undefined : pattern.exec(new URL(projectUrl).hostname)?.[1];
}

/** Whether a project runs on this machine. */
export function isLocal(projectUrl: string | undefined): projectUrl is string {
  return (
    projectUrl !== undefined && /^(?:localhost|127\..*|\[::1\])$/.test(new URL(projectUrl).hostname)
  );
}
