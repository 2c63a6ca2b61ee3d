import { type Message, message } from '../errors';

/**
 * What word processors and chats put in the place of a blank or a quote: Postgres takes it for a letter, and nobody sees
 * it. Says so of the word at the offset (in UTF-16 units) of an error.
 */
export function oddCharacterAt(text: string, offset: number): Message | undefined {
  const [word = ''] = /^[^ \t\r\n(),;]*/.exec(text.slice(offset, offset + longest)) ?? [];
  const [odd] = /[\u00a0\u2007\u202f\u200b\u2060\ufeff\u2018-\u201f]/.exec(word) ?? [];
  if (odd === undefined) return undefined;
  const number = `U+${odd.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  if (/[\u2018-\u201f]/.test(odd)) {
    return message('A typographic quote ({0}) stands there. Replace it with a plain one.', number);
  }
  return /[\u200b\u2060\ufeff]/.test(odd)
    ? message('An invisible character ({0}) stands there. Delete it.', number)
    : message('A no-break space ({0}) stands there. Replace it with a plain one.', number);
}

const longest = 200;
