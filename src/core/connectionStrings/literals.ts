/** How a language writes text: what stands before the opening quote, and what a backslash means. */
export type Dialect = 'javascript' | 'python' | 'go' | 'php' | 'java' | 'csharp';

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\u0007',
  '0': '\0',
};

const backslash =
  /\\(?:u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|U([\da-fA-F]{8})|x([\da-fA-F]{2})|(\r?\n)|(.))/gs;

/** One literal, from where it begins: prefix, then the text between the quotes. */
const literal =
  /(?<prefix>[A-Za-z@$]{0,2})(?:"""(?<tripled>(?:[^"\\]|\\.|"(?!""))*)"""|'''(?<tripledSingle>(?:[^'\\]|\\.|'(?!''))*)'''|"(?<double>(?:[^"\\]|\\.)*)"|'(?<single>(?:[^'\\]|\\.)*)'|`(?<back>(?:[^`\\]|\\.)*)`)/sy;
const verbatim = /@"((?:[^"]|"")*)"/y;
const goRaw = /`([^`]*)`/y;
/** What joins two literals into one text. */
const joint = /(?:\s|\+|\.|\\\r?\n|,(?=\s*$))*/y;

/**
 * The text of an expression that is one literal, or several that are joined; undefined for anything else, text
 * with a variable in it included.
 */
export function literalText(expression: string, dialect: Dialect): string | undefined {
  const code = expression.trim();
  let text = '';
  let at = 0;
  while (at < code.length) {
    const next = literalAt(code, at, dialect);
    if (next === undefined) return undefined;
    text += next.text;
    joint.lastIndex = next.end;
    joint.exec(code);
    at = joint.lastIndex;
  }
  return at === 0 ? undefined : text;
}

interface Literal {
  readonly text: string;
  /** Where the code goes on. */
  readonly end: number;
}

function literalAt(code: string, at: number, dialect: Dialect): Literal | undefined {
  const raw = dialect === 'csharp' ? verbatim : dialect === 'go' ? goRaw : undefined;
  if (raw) {
    raw.lastIndex = at;
    const match = raw.exec(code);
    if (match) return { text: (match[1] ?? '').replaceAll('""', '"'), end: raw.lastIndex };
  }
  literal.lastIndex = at;
  const groups = literal.exec(code)?.groups;
  if (!groups) return undefined;
  const { prefix = '', tripled, tripledSingle, double, single, back } = groups;
  const inside = tripled ?? tripledSingle ?? double ?? single ?? back ?? '';
  const end = literal.lastIndex;
  if (/^[uUbB]?$/.test(prefix)) {
    const fills = single === undefined && expands(inside, dialect, back !== undefined);
    return fills ? undefined : { text: unescaped(inside, dialect, single !== undefined), end };
  }
  return /^[bB]?[rR]$/.test(prefix) ? { text: inside, end } : undefined;
}

function expands(inside: string, dialect: Dialect, template: boolean): boolean {
  if (template) return /(?<!\\)\$\{/.test(inside);
  return dialect === 'php' && /(?<!\\)(?:\$[A-Za-z_{]|\{\$)/.test(inside);
}

function unescaped(inside: string, dialect: Dialect, single: boolean): string {
  if (dialect === 'php' && single) return inside.replace(/\\([\\'])/g, '$1');
  const keepsUnknown = dialect === 'php' || dialect === 'python';
  return inside.replace(
    backslash,
    (
      whole,
      braced?: string,
      four?: string,
      eight?: string,
      two?: string,
      wrap?: string,
      other?: string,
    ) => {
      const code = Number.parseInt(braced ?? four ?? eight ?? two ?? 'x', 16);
      if (!Number.isNaN(code)) return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      if (wrap !== undefined || other === undefined) return '';
      const known = escapes[other];
      if (known !== undefined) return known;
      return keepsUnknown && !/[\\'"`$]/.test(other) ? whole : other;
    },
  );
}
