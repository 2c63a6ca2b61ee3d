const dots = '••••';

/** What may stand in a key, with room for the odd characters of a mistyped one. */
const run = '[^\\s"\'`,;&<>()…]+(?:[,;&][\\w.-]{7,}(?![\\w.-]*=))*';
const quoted = '"(?:[^"\\\\]|\\\\.|"")*"?|\'(?:[^\'\\\\]|\\\\.|\'\')*\'?';

/** Of a URL of Postgres, also one that was mistyped. */
const scheme = '(?:post|gres|sql)[\\w+-]{0,20}';

/** Each keeps its first group. A loose pattern costs a log line some words; a tight one costs a secret. */
const patterns: readonly RegExp[] = [
  /(-----BEGIN [A-Z ]*PRIVATE KEY-----)[\s\S]*?(?:-----END [A-Z ]*-----|$)/g,
  // A URL's password: to the last @ of a Postgres URL, because people do not encode theirs.
  new RegExp(`(${scheme}[^\\s\\w]\\S{0,3}[^\\s:@/]{0,100}[:;])[^\\n]{0,300}(?=@[\\w.[-])`, 'gi'),
  new RegExp(
    `(${scheme}:?/{1,3}[^\\s:@/]{0,100}:)(?:\\S{0,2000}(?=@)|(?!\\d{1,5}(?:[\\s/?"']|$))\\S+)`,
    'gi',
  ),
  // Without the colon before it, a password is told from a user by its signs.
  new RegExp(
    `(${scheme}:?/{1,3}(?!/))(?=[a-z\\d_.-]{0,100}(?:[^a-z\\d_.\\s@/•-]|[@/]\\S{0,300}@))[^\\s•]{0,300}(?=@)`,
    'g',
  ),
  /(\b[a-z][a-z\d+.-]{0,20}:\/\/[^\s:@/?#]*:)[^\s@/?#]*(?=@)/gi,
  new RegExp(`((?:password|passwd|pwd)["']?\\s*[=:]\\s*)(?:${quoted}|\\S+)`, 'gis'),
  new RegExp(
    `((?:secret|token)["']?\\s*(?:=|:(?=\\s*(?:["']|\\S{0,60}\\d)))\\s*)(?:${quoted}|${run})`,
    'gis',
  ),
  new RegExp(
    `((?:api|anon|role|secret|access|private)[-_]?key["']?\\s*[=:]\\s*)(?:${quoted}|${run})`,
    'gis',
  ),
  new RegExp(`(authorization["']?\\s*[=:]\\s*["']?(?:(?:bearer|basic)\\s+)?)${run}`, 'gi'),
  /(\b(?:bearer|basic)\s+)[\w.~+/=-]{12,}/gi,
  new RegExp(`(\\bsb[_-]?(?:publishable|secret)[_-]*[,;&]?)(?![_-])${run}`, 'gi'),
  new RegExp(`(\\b(?:sbp|flx)_)${run}`, 'gi'),
  new RegExp(`(?<![\\w-])(eyJ)${run}`, 'g'),
];

/** Whole lines of base64, as in a PEM file, with the last one, which is shorter. */
const base64Lines = /(?:^[A-Za-z\d+/]{40,}={0,2}\r?\n?)+(?:^[A-Za-z\d+/]+={0,2}$)?/gm;
const encodedUrls = new RegExp(`(${scheme})\\S{0,4}%[\\da-f]{2}\\S{0,2000}`, 'gi');
/** What may be a key without its beginning: long words, and the parts of a JWT. */
const longWords = /[\w-]{32,}|[\w-]{8,}(?:\.[\w-]{8,}){1,2}/g;

/** In UTF-16 units; regular expressions run out of stack far beyond it. */
const longest = 200_000;

/**
 * The text without anything that is shaped like a secret, whole or mistyped, and without the `known` ones as
 * they stand, percent-encoded or inside JSON. Nothing of a secret is kept but what its kind begins with. Known
 * values under four characters are left: they would blot out everything. What is longer than anybody reads is cut.
 */
export function redact(text: string, known: readonly string[] = []): string {
  const forms = known.filter((secret) => secret.length >= 4).flatMap(formsOf);
  forms.sort((a, b) => b.length - a.length);
  const withoutKnown = forms.reduce((rest, form) => rest.replaceAll(form, dots), text);
  const isLong = withoutKnown.length > longest;
  const read = isLong ? `${withoutKnown.slice(0, longest)}…` : withoutKnown;
  return withoutShapes(withoutCutKeys(read));
}

function withoutShapes(text: string): string {
  return patterns
    .reduce((rest, pattern) => rest.replace(pattern, `$1${dots}`), text)
    .replace(encodedUrls, (url, start: string) => (isDangerous(url) ? start + dots : url))
    .replace(base64Lines, dots)
    .replace(longWords, (word) => (isRandom(word.replaceAll('.', '')) ? dots : word));
}

/** Whether a percent-encoded URL has something to mask once it is read. */
function isDangerous(url: string): boolean {
  const read = url.replace(/%([2-7][\da-f])/gi, (_, code) =>
    String.fromCharCode(parseInt(code, 16)),
  );
  return withoutShapes(read) !== read;
}

/** Too short for a key, in characters. */
const shortest = 20;

/** A line break may have cut a key: where the words on both sides of it are one together, they are masked. */
function withoutCutKeys(text: string): string {
  if (!text.includes('\n')) return text;
  const [first = '', ...lines] = text.split(/\r?\n/);
  const whole: string[] = [];
  let before = first;
  for (const line of lines) {
    const start = before.lastIndexOf(' ') + 1;
    const end = line.search(/\s|$/);
    const joined = before.slice(start) + line.slice(0, end);
    const masked = joined.length < shortest || end === 0 ? joined : withoutShapes(joined);
    if (masked === joined) {
      whole.push(before);
      before = line;
    } else {
      before = before.slice(0, start) + masked + line.slice(end);
    }
  }
  return [...whole, before].join('\n');
}

function formsOf(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  if (/\p{Surrogate}/u.test(secret)) return [secret, json];
  const encoded = encodeURIComponent(secret);
  const strict = encoded.replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const lower = strict.replace(/%../g, (escaped) => escaped.toLowerCase());
  return [secret, json, encoded, strict, lower, strict.replaceAll('%20', '+')];
}

/** Long, and of all kinds of characters, or capitals or digits all over it: no name that a person gave. */
function isRandom(word: string): boolean {
  if (word.length < 32) return false;
  const count = (kind: RegExp) => (word.match(kind) ?? []).length;
  const [small, capital, numbers] = [count(/[a-z]/g), count(/[A-Z]/g), count(/\d+/g)];
  if (small > 0 && capital > 0 && numbers > 0) return true;
  if (small >= word.length / 5 && capital >= word.length / 4) return true;
  return numbers >= 4 && /[a-z\d]{20,}/i.test(word);
}
