import type { VerdictText } from './answer';

/** What a system says, and what it means. The first pattern that matches counts. */
export type WordsList = readonly (readonly [pattern: RegExp, verdict: VerdictText])[];

export function find(list: WordsList, words: string | undefined): VerdictText | undefined {
  return words === undefined ? undefined : list.find(([pattern]) => pattern.test(words))?.[1];
}
