const dots = '••••';

/** What may stand in a key, with room for the odd characters of a mistyped one. */
const run = '[^\\s"\'`,;&<>()…]+';
const quoted = '"(?:[^"\\\\]|\\\\.|"")*"?|\'(?:[^\'\\\\]|\\\\.|\'\')*\'?';

/** Each keeps its first group. A loose pattern costs a log line some words; a tight one costs a secret. */
const patterns: readonly RegExp[] = [
  // A URL's password: to the last @ of a Postgres URL, because people do not encode theirs.
  /(postgres(?:ql)?(?:\+\w+)?:\/\/[^\s:@/]*:)(?:\S{0,2000}(?=@)|(?!\d{1,5}(?:[\s/?"']|$))\S+)/gi,
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
  new RegExp(`(\\bsb[_-]?(?:publishable|secret)[_-]*)(?![_-])${run}`, 'gi'),
  new RegExp(`(\\b(?:sbp|flx)_)${run}`, 'gi'),
  new RegExp(`(eyJ)${run}`, 'g'),
];

/**
 * The text without anything that is shaped like a secret, whole or mistyped, and without the `known` ones as
 * they stand, percent-encoded or inside JSON. Nothing of a secret is kept but what its kind begins with. Known
 * values under four characters are left: they would blot out everything.
 */
export function redact(text: string, known: readonly string[] = []): string {
  const forms = known.filter((secret) => secret.length >= 4).flatMap(formsOf);
  forms.sort((a, b) => b.length - a.length);
  const withoutKnown = forms.reduce((rest, form) => rest.replaceAll(form, dots), text);
  const withoutShapes = patterns.reduce(
    (rest, pattern) => rest.replace(pattern, `$1${dots}`),
    withoutKnown,
  );
  return withoutShapes.replace(/[\w-]{32,}/g, (word) => (isRandom(word) ? dots : word));
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

/** Long, and of all three kinds of characters: no name that a person gave. */
function isRandom(word: string): boolean {
  return /[a-z]/.test(word) && /[A-Z]/.test(word) && /\d/.test(word);
}
