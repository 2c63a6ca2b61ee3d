import { plain } from '../src/core/errors';
import type { Word, Words } from '../src/protocol/words';

const translated: Partial<Words> = JSON.parse(
  document.getElementById('words')?.textContent || '{}',
);

/** The word in the person's language, `{0}`, `{1}` … filled with `args`. */
export function say(word: Word, ...args: readonly string[]): string {
  return plain({ text: translated[word] ?? word, args });
}

const numbers = new Intl.NumberFormat(document.documentElement.lang || undefined);

/** A whole number with the grouping of the person's language, `1,234,000`. */
export function sayNumber(value: number): string {
  return numbers.format(value);
}
