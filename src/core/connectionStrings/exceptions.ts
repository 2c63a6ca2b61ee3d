import { type Message, message } from '../errors';
import { type FormatId, formatIds } from './formats';
import type { ConnectionParts } from './parts';
import { isForbidden, mapped, preparedByPostgres } from './saslprep';

/** What a driver cannot do, whatever one writes down for it. */
interface Exception {
  readonly formats: readonly FormatId[];
  readonly appliesTo: (parts: ConnectionParts) => boolean;
  readonly sentence: Message;
}

const exceptions: readonly Exception[] = [
  {
    formats: formatIds,
    appliesTo: ({ user, password = '', database }) =>
      [user, password, database].some((value) => /[\0\p{Surrogate}]/u.test(value)),
    sentence: message(
      'The user, the password or the database holds a character that Postgres cannot take. Remove it.',
    ),
  },
  {
    formats: ['nodejs'],
    // It maps every password; Postgres leaves one alone that holds something forbidden.
    appliesTo: ({ password = '' }) =>
      mapped(password) !== password && preparedByPostgres(password) === password,
    sentence: message(
      'Node.js cannot log in with this password: its driver pg changes characters that Postgres leaves alone. Choose a password of letters, digits and ASCII signs.',
    ),
  },
  {
    formats: ['golang'],
    // It sends every password as it stands.
    appliesTo: ({ password = '' }) => preparedByPostgres(password) !== password,
    sentence: message(
      'Go cannot log in with this password: its driver lib/pq leaves characters alone that Postgres changes. Choose a password of letters, digits and ASCII signs.',
    ),
  },
  {
    formats: ['jdbc'],
    // It sends no password that holds something forbidden, and has its own idea of two spaces.
    appliesTo: ({ password = '' }) =>
      password !== '' && (isForbidden(mapped(password)) || /[\u1680\u200b]/.test(password)),
    sentence: message(
      'Java cannot log in with this password: its driver pgjdbc refuses some of its characters, emoji and control characters among them. Choose a password of letters, digits and ASCII signs.',
    ),
  },
];

/** Why the format's driver will not connect with these values: a sentence each, none where it will. */
export function exceptionsOf(id: FormatId, parts: ConnectionParts): readonly Message[] {
  return exceptions
    .filter(({ formats, appliesTo }) => formats.includes(id) && appliesTo(parts))
    .map(({ sentence }) => sentence);
}
