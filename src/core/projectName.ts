import { type Message, message } from './errors';

const longest = 100;

/** Control characters, line breaks and what turns or hides text; the two joiners belong to scripts and emoji. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/u;

/**
 * Why a project cannot have this name; undefined when it can. The name stands in lists, questions and titles,
 * and there `$(…)` would be an icon, `[…](…)` a link, and an unseen character somebody else's name.
 */
export function problemOfProjectName(name: string): Message | undefined {
  if (name.trim() === '') return message('Give the project a name.');
  if ([...name.trim()].length > longest) {
    return message('A name has at most {0} characters.', String(longest));
  }
  if (unseen.test(name)) return message('A name holds no characters that cannot be seen.');
  return name.includes('$(') || name.includes('](')
    ? message('A name holds neither "$(" nor "](".')
    : undefined;
}

/** The nearest name that a project can have; empty when nothing of the text is left. */
export function plainProjectName(text: string): string {
  const shown = text
    .replace(new RegExp(unseen, 'gu'), '')
    .replaceAll('$(', '(')
    .replaceAll('](', '] (')
    .trim();
  return [...shown].slice(0, longest).join('').trim();
}
