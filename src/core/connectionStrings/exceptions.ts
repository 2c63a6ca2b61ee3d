import { type Message, message } from '../errors';
import type { FormatId } from './formats';
import type { ConnectionParts } from './parts';

/** What a driver cannot do, whatever one writes down for it. */
interface Exception {
  readonly formats: readonly FormatId[];
  readonly appliesTo: (parts: ConnectionParts) => boolean;
  readonly sentence: Message;
}

const exceptions: readonly Exception[] = [
  {
    formats: ['jdbc'],
    // Unassigned in Unicode 3.2, which is what SASLprep goes by.
    appliesTo: ({ password = '' }) => /\p{Emoji_Presentation}/u.test(password),
    sentence: message('The JDBC driver refuses a password with an emoji in it. Use another one.'),
  },
];

/** Why the format's driver will not connect with these values: a sentence each, none where it will. */
export function exceptionsOf(id: FormatId, parts: ConnectionParts): readonly Message[] {
  return exceptions
    .filter(({ formats, appliesTo }) => formats.includes(id) && appliesTo(parts))
    .map(({ sentence }) => sentence);
}
