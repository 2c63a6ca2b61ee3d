import type { Message, Reason } from '../errors';
import type { Remedy } from '../remedy';

/** What a hop found. `failed` stops the hops that need it; `warned` does not. */
export type Finding = Outcome & {
  /** Tells which key was looked at: see `fingerprintOf`. */
  readonly fingerprint?: string;
  /** When a token ends, in seconds since 1970. */
  readonly expires?: number;
  /** What can be done about it at once. */
  readonly remedies?: readonly Remedy[];
};

type Outcome =
  | { readonly kind: 'passed'; readonly sentence: Message }
  | { readonly kind: 'warned'; readonly sentence: Message; readonly advice: Message }
  | {
      readonly kind: 'failed';
      /** Who refused, as `diagnose` names it; empty when nobody answered. */
      readonly layer: string;
      readonly sentence: Message;
      readonly advice: Message;
      /** Of the failure that it was, where it was one. */
      readonly reason?: Reason;
    };

/** One thing between the editor and the data that can be right or wrong by itself. */
export interface Hop {
  readonly id: string;
  readonly label: Message;
  /** The hops without which this one cannot be tried. */
  readonly needs: readonly string[];
  /** What is offered where it throws, or takes too long. */
  readonly remedies?: readonly Remedy[];
  /** What it throws becomes `failed`. */
  check(signal: AbortSignal): Promise<Finding>;
}

/** How far a hop is. `milliseconds` is its own time, without that of the hops it waited for. */
export type HopState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'skipped'; readonly because: string }
  | { readonly kind: 'found'; readonly finding: Finding; readonly milliseconds: number };

export function passed(sentence: Message): Finding {
  return { kind: 'passed', sentence };
}

export function warned(sentence: Message, advice: Message): Finding {
  return { kind: 'warned', sentence, advice };
}

export function failed(
  layer: string,
  sentence: Message,
  advice: Message,
  reason?: Reason,
): Finding {
  return { kind: 'failed', layer, sentence, advice, ...(reason === undefined ? {} : { reason }) };
}
