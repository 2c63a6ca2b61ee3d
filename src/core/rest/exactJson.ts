/** Marks a text that is a number: no JSON of a person begins like this. */
const mark = '\u0000number:';

/** JSON.parse would round long numbers: here they become marked texts with all their digits. Undefined for what is no JSON. */
export function parseExactly(text: string): unknown {
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    token.startsWith('"') ? token : JSON.stringify(mark + token),
  );
  try {
    return JSON.parse(marked);
  } catch {
    return undefined;
  }
}

/** The digits of a marked text. */
export function numberIn(text: string): string | undefined {
  return text.startsWith(mark) ? text.slice(mark.length) : undefined;
}

/** What was parsed as JSON again. */
export function printExactly(value: unknown): string {
  return JSON.stringify(value).replaceAll(/"\\u0000number:([^"]*)"/g, '$1');
}
