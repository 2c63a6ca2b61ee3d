/** A statement without the EXPLAIN before it, and where it begins in the text, in UTF-16 units. */
export interface Explained {
  readonly text: string;
  readonly offset: number;
}

const option =
  'analy[sz]e|verbose|costs|settings|generic_plan|buffers|serialize|wal|timing|summary|memory|format';
const explain = new RegExp(
  `^explain\\s+(?:\\(\\s*(?:${option})\\b[^)]*\\)\\s*|(?:(?:analy[sz]e|verbose)\\s+)*)`,
  'i',
);

/** What a statement explains, or the statement itself. */
export function explainedBy(text: string): Explained {
  const [prefix = ''] = explain.exec(text) ?? [];
  return { text: text.slice(prefix.length), offset: prefix.length };
}
