/** A place that the person fills in. Places of one name are filled together; `preset` is written as the code needs it. */
export interface Blank {
  readonly blank: string;
  readonly preset: string;
}

/** Text with blanks in it. Lines end with `\n`. */
export type Code = readonly (string | Blank)[];

type Part = string | Blank | Code;

/** A template literal as code; what is put in goes in as it stands. */
export function code(texts: readonly string[], ...parts: readonly Part[]): Code {
  return joined(
    texts.flatMap((text, at) => {
      const part = parts[at];
      return part === undefined ? [text] : [text, part];
    }),
  );
}

/** Lines of code, without those that are undefined. */
export function lines(...all: readonly (Part | undefined)[]): Code {
  const present = all.filter((line) => line !== undefined);
  return joined(present.flatMap((line, at) => (at === 0 ? [line] : ['\n', line])));
}

/** The same code with each line further in; empty lines stay empty. */
export function indented(body: Code, indent: string): Code {
  let starts = true;
  return joined(
    body.map((piece): Code => {
      const inFront = starts;
      starts = typeof piece === 'string' && piece.endsWith('\n');
      if (typeof piece !== 'string') return inFront ? [indent, piece] : [piece];
      return [
        piece.replace(/(^|\n)(?=[^\n])/g, (found) =>
          found === '' && !inFront ? '' : found + indent,
        ),
      ];
    }),
  );
}

/** The text with every blank as it is preset. */
export function textOf(body: Code): string {
  return body.map((piece) => (typeof piece === 'string' ? piece : piece.preset)).join('');
}

function joined(parts: readonly Part[]): Code {
  const pieces: (string | Blank)[] = [];
  for (const part of parts) {
    for (const piece of typeof part === 'string' || 'blank' in part ? [part] : part) {
      const last = pieces.at(-1);
      if (piece === '') continue;
      if (typeof piece === 'string' && typeof last === 'string') {
        pieces[pieces.length - 1] = last + piece;
      } else pieces.push(piece);
    }
  }
  return pieces;
}
