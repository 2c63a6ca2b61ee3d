const labels =
  'Project URL|Anon \\(Publishable\\) Key|Service Role \\(Secret\\) Key|JWT Secret|Project JWT(?: Secret)?|Database URL';
const statusLabels =
  '(?:API|GraphQL|S3 Storage|MCP|DB|Database|Studio|Inbucket|Mailpit) URL:|JWT secret:|(?:anon|service_role|[Pp]ublishable|[Ss]ecret) key:|S3 (?:Access Key|Secret Key|Region):';
const quoted = '"[^"]*"|\'[^\']*\'';

/** A break goes in the place of each blank that these find; a comment's words and a text in quotes stay whole. */
const beginnings: readonly RegExp[] = [
  // `NAME=value`, with what a shell has in front of it, or a sign that makes it a comment.
  new RegExp(
    `${quoted}|(?<!#|export|set)\\s(?=(?:#\\s?|export\\s|set\\s|\\$env:)?[A-Z_][A-Z\\d_]{2,}\\s?=)`,
    'g',
  ),
  new RegExp(`\\s(?=(?:${labels}|${statusLabels})\\s)`, 'g'),
  // Rows of a drawn table.
  /(?<=[│╮┤╯┐┘])\s(?=\s{0,40}[│├╰╭┌└])/g,
  // A key that a terminal broke; the blank comes first, because looking back takes long.
  /\s(?<=(?<![\w.-])eyJ[\w.-]{36,4096}\s)(?=[\w.-]{8,}(?:\s|$))/g,
];
/** Sections and pairs of TOML, which have blanks around the sign. */
const toml = new RegExp(`${quoted}|\\s(?=\\[[a-z_]+(?:\\.[a-z_]+)*\\]\\s|[a-z_]+ = )`, 'g');
const alone = new RegExp(`^(${labels})\\s+`, 'gm');

/**
 * The text with its line breaks: a box of one line turns them into blanks. They are put back where a line must have
 * begun. A text that has some is left as it is.
 */
export function breakLines(text: string): string {
  if (text.includes('\n')) return text;
  const spoken = text
    .replace(/```\w*|~~~\w*/g, ' ')
    // Shells continue a line with a sign at its end.
    .replace(/(?<=\s)[\\^`]\s(?=\s{0,40}(?:-|["']?https?:))/g, ' ')
    .trim()
    // A comment's end is lost, so that it would hide all that followed.
    .replace(/^(?:\/\/|#)\s+(?!\w+\s?=)/, '');
  const patterns = /(?:^|\s)\[(?:api|db|auth|studio)\]\s/.test(spoken)
    ? [...beginnings, toml]
    : beginnings;
  return patterns
    .reduce(
      (broken, pattern) => broken.replace(pattern, (found) => (/^\s$/.test(found) ? '\n' : found)),
      spoken,
    )
    .replace(alone, '$1\n');
}
