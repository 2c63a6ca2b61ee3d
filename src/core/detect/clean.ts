const escape = '\u001b';
const bell = '\u0007';
/** Colours, cursor movements and links of a terminal: ECMA-48 and what xterm added. */
const terminal = new RegExp(
  `${escape}(?:\\[[0-9;?]*[ -/]*[@-~]|\\][^${bell}${escape}]*(?:${bell}|${escape}\\\\)?|[@-Z\\\\^_])`,
  'g',
);
const invisible = /[\ufeff\u200b\u200c\u200d\u2060\u00ad]/g;
const fence = /^[ \t]*(?:```|~~~).*$/gm;
const quoted = /(^|[\s=:(,{[])[“”„‘’‚]([^\n“”„‘’‚]*)[“”‘’](?=$|[\s,;)}\]])/gm;

/**
 * The text as it was before terminals, mails, word processors and Markdown added to it: line breaks are `\n`,
 * quotes around a value straight, keys that were broken over lines whole. Takes linear time.
 */
export function cleanText(text: string): string {
  const plain = text
    .replace(terminal, '')
    .replace(invisible, '')
    .replace(/\r\n?/g, '\n')
    .replace(fence, '')
    .replace(/^(?:>[ \t]?)+/gm, '')
    .replace(quoted, '$1"$2"');
  return unwrapped(joinKeys(plain)).trim();
}

/** A JWT goes on in the next line when that holds nothing but its characters. */
function joinKeys(text: string): string {
  if (!text.includes('eyJ')) return text;
  const lines: string[] = [];
  let open = false;
  for (const line of text.split('\n')) {
    const rest = line.trim();
    const continues = open && /^[\w.-]+["'`]?$/.test(rest) && !rest.startsWith('eyJ');
    if (continues) lines.push(`${lines.pop()}${rest}`);
    else lines.push(line);
    open = continues ? !/["'`]$/.test(rest) : endsInKey(line);
  }
  return lines.join('\n');
}

/** True when the line ends in a JWT that is long enough to have been broken. */
function endsInKey(line: string): boolean {
  const at = line.lastIndexOf('eyJ');
  return at !== -1 && line.length >= 40 && /^[\w.-]+$/.test(line.slice(Math.max(at, line.length - 200)));
}

/** Without one pair of quotes or angle brackets around the whole. */
function unwrapped(text: string): string {
  const trimmed = text.trim();
  const [first = ''] = trimmed;
  const last = { '"': '"', "'": "'", '`': '`', '<': '>' }[first];
  const inner = trimmed.slice(1, -1);
  return last !== undefined && trimmed.length > 1 && trimmed.endsWith(last) && !inner.includes(first)
    ? inner
    : trimmed;
}
