/**
 * The text with no Markdown link in it. Notifications and input boxes of the editor follow links, `command:` ones
 * too, and a sentence may quote what a document or a settings file of somebody else says.
 */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', ']\u200b(');
}

/** The text with no `$(icon)` in it: labels of lists and of the status bar would draw one. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}

/** Joiners, marks of direction and variants belong to other scripts and to emoji; behind a Latin letter they hide. */
const modifiers = '\u061c\u200c-\u200f\u180b-\u180d\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}';
/** What breaks links and icons apart. */
const apart = '(?<=[\\]$])\\u200b(?=\\()';
/** Text that hides nothing; nearly all names are such. */
const harmless = /^[ -~\t\n\r]*$/;
let hidden: RegExp | undefined;

/**
 * What takes no room, ends a line in some places alone, or turns the direction of writing
 * (Unicode Standard Annex 44, Default_Ignorable_Code_Point). Made when it is first needed, since activation would pay.
 */
export function hiddenCharacters(): RegExp {
  return new RegExp(
    `(?<![^\\p{ASCII}\\p{Script=Latin}])[${modifiers}]+|(?!${apart}|[\\t\\n\\r${modifiers}])[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\ufff9-\\ufffb][${modifiers}]*`,
    'gu',
  );
}

/**
 * The text with every character shown that nobody would see or that would turn the text around, so that what somebody
 * else wrote cannot look like something else. Its lines stay.
 */
export function visible(text: string): string {
  if (harmless.test(text)) return text;
  hidden ??= hiddenCharacters();
  return text.replace(hidden, (run) => [...run].map(pictureOf).join(''));
}

/** The text as `visible` gives it, on one line. */
export function oneLine(text: string): string {
  return visible(text)
    .replace(/\r\n|\r|\n/g, '⏎')
    .replace(/\t/g, '⇥');
}

/** The sign that Unicode has for it, or its number, as the editor writes it. */
function pictureOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '␡' : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}
