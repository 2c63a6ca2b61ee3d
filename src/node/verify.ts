import type { OpenDatabase, Road, SendHttp } from '../core/ports';
import type { Hop } from '../core/verify/hop';
import { hopsOf, type VerifiedProject } from '../core/verify/hopsOf';
import { type HopChange, runHops } from '../core/verify/runHops';
import { networkOf } from './network';

export { isSignedBy } from '../core/jwt';

/** Checks every hop of a project and tells of each change; `more` are hops that the caller knows already. */
export function verify(
  project: VerifiedProject,
  more: readonly Hop[],
  ports: { readonly send: SendHttp; readonly openDatabase: OpenDatabase; readonly road: Road },
  onChange: (change: HopChange) => void,
  signal: AbortSignal,
): Promise<readonly HopChange[]> {
  return runHops(
    [...hopsOf(project, { ...ports, network: networkOf(ports.road) }), ...more],
    onChange,
    signal,
  );
}
