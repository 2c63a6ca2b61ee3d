import type { Message } from '../errors';
import type { Decoded } from './decode';
import type { Span } from './span';

/** In the order in which PostgREST reads a query; it answers with the first failure. */
const stages = ['order', 'logic', 'columns', 'select', 'filter', 'onConflict', 'range'] as const;
export type Stage = (typeof stages)[number];

/** A place that PostgREST cannot read. */
export interface Issue extends Span {
  readonly stage: Stage;
  readonly sentence: Message;
  /** As PostgREST counts in its message, from 1, in the one decoded parameter. */
  readonly column: number;
}

/** What PostgREST would refuse the request for. */
export function firstRefusal(issues: readonly Issue[]): Issue | undefined {
  return stages
    .map((stage) => issues.find((issue) => issue.stage === stage))
    .find((found) => found);
}

/** From 1, in code points; a tab goes to the next column after a multiple of eight. */
export function columnOf({ text }: Pick<Decoded, 'text'>, index: number): number {
  let column = 1;
  for (const character of text.slice(0, index)) {
    if (character === '\n') column = 1;
    else if (character === '\t') column += 8 - ((column - 1) % 8);
    else column += 1;
  }
  return column;
}
