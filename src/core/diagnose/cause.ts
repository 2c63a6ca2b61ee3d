import type { Message, Reason } from '../errors';

/** Why no connection came about, and what to do. No secret is in it. */
export interface Cause {
  readonly reason: Reason;
  readonly sentence: Message;
  readonly advice: Message;
}

export function cause(reason: Reason, sentence: Message, advice: Message): Cause {
  return { reason, sentence, advice };
}
