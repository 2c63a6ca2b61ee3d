import { asFailure, cancelled, message } from '../errors';
import type { Remedy } from '../remedy';
import { type Finding, failed, type Hop, type HopState } from './hop';

export interface HopChange {
  readonly hop: Hop;
  readonly state: HopState;
}

/**
 * Runs every hop as soon as those it needs have passed, side by side, and tells of each change. Resolves with the
 * last state of each, in the order given. A hop that takes longer than `limit` milliseconds has failed.
 */
export async function runHops(
  hops: readonly Hop[],
  onChange: (change: HopChange) => void,
  signal: AbortSignal,
  limit = 20_000,
): Promise<readonly HopChange[]> {
  const ends = new Map<string, Promise<HopState>>();

  async function end(hop: Hop): Promise<HopState> {
    const tell = (state: HopState) => {
      onChange({ hop, state });
      return state;
    };
    tell({ kind: 'waiting' });
    const needed = await Promise.all(hop.needs.map((id) => ends.get(id)));
    const missing = hop.needs.find((_, index) => !isOpen(needed[index]));
    if (missing !== undefined) return tell({ kind: 'skipped', because: missing });
    tell({ kind: 'running' });
    const started = performance.now();
    const finding = await within(hop, limit, signal);
    return tell({ kind: 'found', finding, milliseconds: performance.now() - started });
  }

  for (const hop of hops) ends.set(hop.id, end(hop));
  const states = await Promise.all(ends.values());
  return hops.flatMap((hop, index) => {
    const state = states[index];
    return state ? [{ hop, state }] : [];
  });
}

/** A hop that is not in the list is nobody's obstacle. */
function isOpen(state: HopState | undefined): boolean {
  return state === undefined || (state.kind === 'found' && state.finding.kind !== 'failed');
}

async function within(hop: Hop, limit: number, signal: AbortSignal): Promise<Finding> {
  const time = AbortSignal.timeout(limit);
  const { remedies = [] } = hop;
  try {
    return await hop.check(AbortSignal.any([signal, time]));
  } catch (error) {
    if (signal.aborted) return failed('', cancelled().sentence, message('Verify again.'));
    if (time.aborted) {
      return {
        ...failed(
          '',
          message('No answer within {0} s.', String(limit / 1_000)),
          message('Check the address, the network and whether the project is running.'),
        ),
        remedies,
      };
    }
    const { reason, sentence, detail } = asFailure(error);
    const advice = detail.hint ?? message('Check the project and verify again.');
    const isTls = reason === 'untrustedCertificate' || reason === 'noTls';
    const setTls: readonly Remedy[] = isTls ? [{ kind: 'setTls' }] : [];
    return { ...failed('', sentence, advice, reason), remedies: [...setTls, ...remedies] };
  }
}
