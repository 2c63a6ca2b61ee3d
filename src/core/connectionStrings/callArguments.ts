import { type Dialect, literalText } from './literals';
import { badConnection } from './parts';

/** Texts and comments, whole, and what nests or divides. What is never closed goes to the end. */
const token =
  /(?<=[A-Za-z]{2})'(?=[a-z])|"""(?:[^"\\]|\\.|"(?!""))*(?:"""|$)|'''(?:[^'\\]|\\.|'(?!''))*(?:'''|$)|@"(?:[^"]|"")*(?:"|$)|"(?:[^"\\]|\\.)*(?:"|$)|'(?:[^'\\]|\\.)*(?:'|$)|`(?:[^`\\]|\\.)*(?:`|$)|\/\/[^\n]*|#[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)|[([{]|[)\]}]|,/gs;

/** The code with blanks in the place of comments and of what stands in quotes: as long, and safe to search for calls. */
export function outsideLiterals(code: string): string {
  return code.replace(token, (text) => {
    if (/^[/#]./s.test(text)) return ' '.repeat(text.length);
    const opening = text.startsWith('@') ? 2 : 1;
    if (text.length <= opening) return text;
    return text.slice(0, opening) + ' '.repeat(text.length - opening - 1) + text.slice(-1);
  });
}

/**
 * The arguments between the bracket at `open` and the one that closes it, comments left out. Throws
 * `badInput` when it is never closed.
 */
export function argumentsAt(code: string, open: number): readonly string[] {
  const found: string[] = [];
  let current = '';
  let depth = 0;
  let from = open + 1;
  token.lastIndex = open;
  for (let match = token.exec(code); match !== null; match = token.exec(code)) {
    const [text] = match;
    if (/^(?:\/\/|\/\*|#)/.test(text)) {
      if (depth === 1) {
        current += code.slice(from, match.index);
        from = token.lastIndex;
      }
    } else if (/^[([{]$/.test(text)) {
      depth += 1;
    } else if (/^[)\]}]$/.test(text)) {
      depth -= 1;
    }
    if (depth === 0 || (depth === 1 && text === ',')) {
      found.push((current + code.slice(from, match.index)).trim());
      current = '';
      from = token.lastIndex;
    }
    if (depth === 0) return found.filter((argument) => argument !== '');
  }
  throw badConnection('is cut off. Copy it again, whole.');
}

/** The expressions that are given names, as `name: …` in an object or `name=…` in a call. */
export function namedArguments(given: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    given.flatMap((argument) => {
      const [, , name, expression] =
        /^(["']?)([A-Za-z_]\w*)\1\s*(?:=>|[:=](?!=))\s*(.+)$/s.exec(argument) ?? [];
      return name === undefined || expression === undefined ? [] : [[name, expression] as const];
    }),
  );
}

/** The arguments of the first call that the pattern finds; it must end in the opening bracket. Throws as `argumentsAt`. */
export function callArguments(code: string, call: RegExp): readonly string[] | undefined {
  const match = call.exec(outsideLiterals(code));
  return match === null ? undefined : argumentsAt(code, match.index + match[0].length - 1);
}

/** Which names of a call's arguments stand for which keyword of libpq. */
export type ArgumentNames = Readonly<Record<string, readonly string[]>>;

/**
 * The call's arguments as libpq's keywords. A password that is no literal is left out, so that it is asked for;
 * throws `badInput` for any other value that only the running program would know.
 */
export function keywordsOfCall(
  given: ReadonlyMap<string, string>,
  names: ArgumentNames,
  dialect: Dialect,
): ReadonlyMap<string, string> {
  const keywords = new Map<string, string>();
  for (const [keyword, spellings] of Object.entries(names)) {
    const name = spellings.find((spelling) => given.has(spelling));
    const value = name === undefined ? undefined : expressionText(given.get(name) ?? '', dialect);
    if (value !== undefined) keywords.set(keyword, value);
    else if (name !== undefined && keyword !== 'password') throw notALiteral();
  }
  return keywords;
}

/** The text of a literal, or the digits of a number. */
export function expressionText(expression: string, dialect: Dialect): string | undefined {
  if (/^(?:null|None|nil|undefined)$/.test(expression)) return '';
  return /^\d+$/.test(expression) ? expression : literalText(expression, dialect);
}

export function notALiteral() {
  return badConnection('takes values from variables. Put the values in their place.');
}
