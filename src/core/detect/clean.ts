import { breakLines } from './breakLines';

const introducer = '\u001b';
const bell = '\u0007';
/** Colours, cursor movements and links of a terminal: ECMA-48 and what xterm added. */
const terminal = new RegExp(
  `${introducer}(?:\\[[0-9;?]*[ -/]*[@-~]|\\][^${bell}${introducer}]*(?:${bell}|${introducer}\\\\)?|[@-Z\\\\^_])`,
  'g',
);
/** What takes no room or turns the direction of writing: chats and pages put it around what is copied. */
const invisible = /[\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u00ad]/g;
const fence = /^[ \t]*(?:```|~~~).*$/gm;
const quoted = /(^|[\s=:(,{[])[“”„‘’‚]([^\n“”„‘’‚]*)[“”‘’](?=$|[\s,;)}\]])/gm;

/**
 * The text as it was before terminals, mails, word processors and Markdown added to it: line breaks are `\n`,
 * quotes around a value straight, keys that were broken over lines whole. Takes linear time.
 */
export function cleanText(text: string): string {
  const plain = breakLines(text.replace(terminal, ''))
    .replace(invisible, '')
    .replace(/\r\n?/g, '\n')
    .replace(fence, '')
    .replace(/^(?:>[ \t]?)+/gm, '')
    .replace(quoted, '$1"$2"');
  return unwrapped(joinAlone(joinKeys(plain)).trim()).trim();
}

/** A Postgres URI or a JWT alone, broken over lines that say nothing else. */
function joinAlone(text: string): string {
  const [first = '', ...others] = text.trim().split(/\s+/);
  const goesOn = (piece: string) => /^[^=]+$/.test(piece) && !/:\/\/|^eyJ|^sb_/.test(piece);
  const isUri = /^["'`]?postgres(?:ql)?:\/\//i.test(first);
  const isKey = /^["'`]?eyJ[\w.-]+$/.test(first) && endsInKey(first);
  return (isUri || (isKey && others.every((piece) => /^[\w.-]+["'`]?$/.test(piece)))) &&
    others.every(goesOn)
    ? [first, ...others].join('')
    : text;
}

/** A JWT goes on in the next line when that holds nothing but its characters. */
function joinKeys(text: string): string {
  if (!text.includes('eyJ')) return text;
  const lines: string[] = [];
  let open = false;
  for (const line of text.split('\n')) {
    const rest = line.trim();
    const continues: boolean =
      open && /^[\w.-]+["'`]?$/.test(rest) && /[A-Z\d]/.test(rest) && !rest.startsWith('eyJ');
    if (continues) lines.push(`${lines.pop()}${rest}`);
    else lines.push(line);
    open = endsInKey(lines.at(-1) ?? '');
  }
  return lines.join('\n');
}

/** True when the line ends in a JWT that may have been broken: long enough, but not as long as a signature ends it. */
function endsInKey(line: string): boolean {
  if (line.length < 40 || line.length > 4096) return false;
  const key = /(?<![\w.-])eyJ[\w-]*(?:\.[\w-]*)?(?:\.([\w-]*))?$/.exec(line);
  // What HMAC-SHA-256, ECDSA on P-256 and RSA with 2048 bits come to in base64url.
  return key !== null && ![43, 86, 342].includes(key[1]?.length ?? 0);
}

/** Without one pair of quotes or angle brackets around the whole. */
function unwrapped(text: string): string {
  const trimmed = text.trim();
  const [first = ''] = trimmed;
  const last = { '"': '"', "'": "'", '`': '`', '<': '>' }[first];
  const inner = trimmed.slice(1, -1);
  return last !== undefined &&
    trimmed.length > 1 &&
    trimmed.endsWith(last) &&
    !inner.includes(first)
    ? inner
    : trimmed;
}
