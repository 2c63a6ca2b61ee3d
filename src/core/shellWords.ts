/** One word of a shell command, its quotes taken off. */
export interface ShellWord {
  readonly text: string;
  /** True when the shell would put a variable's value or a command's output into it. */
  readonly expands: boolean;
}

/** A piece of a word: blanks, an end of the command, quotes of each kind, an escape, or plain characters. */
const piece =
  /(?<blank>\s+|\\\r?\n)|(?<end>(?:\|\||&&|[|;<>]|&(?=\s|$)))|\$'(?<ansi>(?:[^'\\]|\\.)*)'?|'(?<single>[^']*)'?|"(?<double>(?:[^"\\]|\\.)*)"?|\\(?<escaped>.)|(?<plain>[^\s'"\\|;<>&]+|[&\\])/sy;

/**
 * The words of each command in the text, as a POSIX shell splits them
 * (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02), and `$'…'` as bash has
 * it. A line break ends no command, because pasted ones are wrapped; a quote that is never closed ends the text.
 */
export function shellCommands(text: string): readonly (readonly ShellWord[])[] {
  const commands: ShellWord[][] = [[]];
  let word: ShellWord | undefined;
  piece.lastIndex = 0;
  for (let match = piece.exec(text); match !== null; match = piece.exec(text)) {
    const { blank, end, ...quoted } = match.groups ?? {};
    if (blank === undefined && end === undefined) {
      const next = unquoted(quoted);
      word = {
        text: (word?.text ?? '') + next.text,
        expands: (word?.expands ?? false) || next.expands,
      };
      continue;
    }
    if (word) commands.at(-1)?.push(word);
    word = undefined;
    if (end !== undefined) commands.push([]);
  }
  if (word) commands.at(-1)?.push(word);
  return commands.filter((command) => command.length > 0);
}

function unquoted(groups: Readonly<Record<string, string | undefined>>): ShellWord {
  const { ansi, single, double, escaped, plain = '' } = groups;
  if (single !== undefined) return { text: single, expands: false };
  if (escaped !== undefined) return { text: escaped, expands: false };
  if (ansi !== undefined) return { text: withoutEscapes(ansi), expands: false };
  if (double !== undefined) {
    const text = double.replace(/\\(?:\r?\n|([$`"\\]))/g, '$1');
    return { text, expands: variable.test(double) };
  }
  return { text: plain, expands: variable.test(plain) };
}

const variable = /(?<!\\)(?:\$[\w{(]|`)/;

const named: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** The escapes of `$'…'` that browsers write into a copied curl command. */
function withoutEscapes(text: string): string {
  return text.replace(
    /\\(?:u([\da-f]{4})|x([\da-f]{2})|(.))/gis,
    (_, unicode?: string, hex?: string, other?: string) => {
      const code = unicode ?? hex;
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      return named[other ?? ''] ?? other ?? '';
    },
  );
}
