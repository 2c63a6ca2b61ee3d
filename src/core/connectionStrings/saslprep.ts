import { isUnassigned } from './unassigned';

const space = /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/g;
const nothing = /\u00ad|\u034f|\u1806|[\u180b-\u180d]|\u200c|\u200d|\u2060|[\ufe00-\ufe0f]|\ufeff/g;

/** Controls, private use, surrogates, what is no character, and what changes how others look. */
const forbidden =
  /[\p{Cc}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}\u06dd\u070f\u180e\u200e\u200f\u2028-\u202e\u2061-\u2063\u206a-\u206f\u2ff0-\u2ffb\ufff9-\ufffd\u{1d173}-\u{1d17a}\u{e0001}\u{e0020}-\u{e007f}]/u;

const rightToLeft =
  /[\u05be\u05c0\u05c3\u05d0-\u05ea\u05f0-\u05f4\u061b\u061f\u0621-\u063a\u0640-\u064a\u066d-\u066f\u0671-\u06d5\u06e5\u06e6\u06fa-\u06fe\u0700-\u070d\u0710\u0712-\u072c\u0780-\u07a5\u07b1\ufb1d\ufb1f-\ufd3d\ufd50-\ufdfc\ufe70-\ufefc]/;

/** The password with what RFC 3454 maps mapped, and composed (RFC 4013, 2.1 and 2.2). */
export function mapped(password: string): string {
  return password.replace(space, ' ').replace(nothing, '').normalize('NFKC');
}

/** Whether RFC 4013, 2.3 to 2.5, forbids a mapped password. */
export function isForbidden(password: string): boolean {
  return (
    password === '' ||
    forbidden.test(password) ||
    [...password].some((character) => isUnassigned(character.codePointAt(0) ?? 0)) ||
    mixesDirections([...password])
  );
}

function mixesDirections(characters: readonly string[]): boolean {
  const isRightToLeft = (character = '') => rightToLeft.test(character);
  if (!characters.some(isRightToLeft)) return false;
  const isLeftToRight = (character: string) =>
    /\p{L}/u.test(character) && !isRightToLeft(character);
  return (
    characters.some(isLeftToRight) ||
    !isRightToLeft(characters[0]) ||
    !isRightToLeft(characters.at(-1))
  );
}

/**
 * What Postgres takes a password for when it checks it by SCRAM (src/common/saslprep.c): prepared by RFC 4013,
 * or as it stands when that forbids it.
 */
export function preparedByPostgres(password: string): string {
  const prepared = mapped(password);
  return isForbidden(prepared) ? password : prepared;
}
