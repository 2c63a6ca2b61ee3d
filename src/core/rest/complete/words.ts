/** A word beside a request that is being written: a variable, a directive, or what a directive names. */
export interface WordPlace {
  readonly kind: 'variable' | 'directive' | 'project' | 'role' | 'schema' | 'other';
  /** Where the word begins in its line. A name goes on to the cursor, blanks and brackets in it included. */
  readonly start: number;
}

/** The word that ends a line which is cut at the cursor; undefined within a request. */
export function wordPlaceIn(line: string): WordPlace | undefined {
  const [variable] = /(?<=\{\{\s*)\$?[\w-]*$/.exec(line) ?? [];
  if (variable !== undefined) return { kind: 'variable', start: line.length - variable.length };
  const [, name, blank, value = ''] = /^\s*(?:#|\/\/)\s*@(\w*)(?:(\s+)(.*))?$/.exec(line) ?? [];
  if (name === undefined) return undefined;
  if (blank === undefined) return { kind: 'directive', start: line.length - name.length };
  const kind = name === 'project' || name === 'role' || name === 'schema' ? name : 'other';
  return { kind, start: line.length - value.length };
}
