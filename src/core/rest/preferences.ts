import { type Message, message } from '../errors';

/** A preference of the Prefer header. https://docs.postgrest.org/en/v16/references/api/preferences.html */
export interface KnownPreference {
  readonly name: string;
  /** None where it takes any value. */
  readonly values: readonly { readonly value: string; readonly meaning: Message }[];
  readonly example: string;
  readonly meaning: Message;
}

export const preferences: readonly KnownPreference[] = [
  preference('return', 'What a write answers with.', {
    minimal: 'Nothing but the status.',
    'headers-only': 'The address of the new row.',
    representation: 'The rows that were written.',
  }),
  preference('count', 'How many rows there are beside the ones that are shown.', {
    exact: 'Counted; slow on large tables.',
    planned: 'As the planner guesses.',
    estimated: 'Counted when there are few, guessed when there are many.',
  }),
  preference('resolution', 'What an insert does with a row that is there already.', {
    'merge-duplicates': 'Changes the row that is there.',
    'ignore-duplicates': 'Leaves the row that is there.',
  }),
  preference('missing', 'What an insert takes for columns that the body leaves out.', {
    default: 'Their defaults.',
    null: 'Null.',
  }),
  preference('handling', 'What happens to a preference that the server does not know.', {
    strict: 'The request is refused.',
    lenient: 'It is passed over.',
  }),
  preference('tx', 'How the transaction ends, where the server lets a request choose.', {
    commit: 'What was written stays.',
    rollback: 'Nothing stays: a dry run.',
  }),
  preference('params', 'How a function gets the body; up to PostgREST 12.', {
    'single-object': 'As its one argument.',
    'multiple-objects': 'Once for each object; up to PostgREST 10.',
  }),
  preference(
    'max-affected',
    'How many rows a write may change at most, with handling=strict.',
    {},
    '10',
  ),
  preference('timezone', 'The time zone of the request.', {}, 'Europe/Oslo'),
];

function preference(
  name: string,
  meaning: string,
  values: Readonly<Record<string, string>>,
  example = Object.keys(values)[0] ?? '',
): KnownPreference {
  return {
    name,
    values: Object.entries(values).map(([value, text]) => ({ value, meaning: message(text) })),
    example: `${name}=${example}`,
    meaning: message(meaning),
  };
}
