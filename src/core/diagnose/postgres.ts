import { message } from '../errors';
import type { RoleId } from '../model';
import { type Said, spoken, type Verdict, type VerdictText } from './answer';

/** https://www.postgresql.org/docs/current/errcodes-appendix.html, as far as requests meet them. */
const verdicts: ReadonlyMap<string, VerdictText> = new Map([
  [
    '42P01',
    [
      'There is no such table here: {0}',
      "Check its name and its schema. After creating it, NOTIFY pgrst, 'reload schema'.",
    ],
  ],
  ['42703', ['There is no such column: {0}', 'Check its name in the tree.']],
  [
    '42883',
    [
      'There is no such function or operator for these types: {0}',
      'Check the name and the types of the values.',
    ],
  ],
  [
    '42P17',
    [
      'The policies of this table call themselves without end: {0}',
      'Let one of them read through a SECURITY DEFINER function instead.',
    ],
  ],
  [
    '22P02',
    ['A value does not fit its column: {0}', 'Write it as the type of the column wants it.'],
  ],
  ['22003', ['A number does not fit its column: {0}', 'Use a smaller number or a wider type.']],
  ['22001', ['A text is too long for its column: {0}', 'Shorten it or widen the column.']],
  ['22007', ['A date or time cannot be read: {0}', 'Write it as 2026-11-21T10:00:00Z.']],
  ['23502', ['A column that must have a value has none: {0}', 'Add it to the body.']],
  [
    '23503',
    ['A foreign key points to no row: {0} {1}', 'Add that row first, or correct the value.'],
  ],
  [
    '23505',
    [
      'There is such a row already: {0} {1}',
      'Change the value, or upsert with Prefer: resolution=merge-duplicates.',
    ],
  ],
  [
    '23514',
    ['A value breaks a check of the table: {0}', 'Read the check in the definition of the table.'],
  ],
  ['21000', ['The server refused to change every row: {0}', 'Add a filter to the request.']],
  ['25006', ['A GET may not write: {0}', 'Call the function with POST.']],
  [
    '57014',
    [
      'The database stopped the request, because it ran too long.',
      'Ask for fewer rows, filter by an indexed column, or add an index.',
    ],
  ],
  ['40001', ['Another transaction came in between: {0}', 'Send it again.']],
  ['40P01', ['Two transactions waited for each other: {0}', 'Send it again.']],
  ['53300', ['The database has no connection left.', 'Wait a moment and send it again.']],
  ['P0001', ['A function or trigger of the database refused: {0}', 'See its own words below.']],
]);

const unknown: VerdictText = ['The database refused: {0}', 'See its own words below.'];

/** The verdict on an SQLSTATE that came through PostgREST. */
export function sqlstateVerdict(code: string, said: Said, status: number, role: RoleId): Verdict {
  if (code === '42501') return permissionVerdict(said, status, role);
  if (/^08/.test(code)) {
    return spoken(
      ['PostgREST lost its database: {0}', 'Wait a moment and send it again.'],
      said,
      role,
    );
  }
  return spoken(verdicts.get(code) ?? unknown, said, role);
}

/** One SQLSTATE for two causes, told apart by the words: a policy's WITH CHECK, or a GRANT that is missing. */
function permissionVerdict(said: Said, status: number, role: RoleId): Verdict {
  const own = said.message ?? '';
  const policy = /violates row-level security policy(?: "[^"]*")?(?: \([^)]*\))? for table "(.*)"/;
  const table = policy.exec(own)?.[1];
  if (table !== undefined) {
    return [
      message('Row Level Security does not let this role write this row to "{0}".', table),
      message('Add a policy whose WITH CHECK admits the row, or send it with a key that may.'),
    ];
  }
  const [, kind, name] = /permission denied for (\w+) (.+)/.exec(own) ?? [];
  if (kind === undefined || name === undefined) return spoken(unknown, said, role);
  // PostgREST answers 401 where it took the request for an anonymous one, 403 where a token named the role.
  const sentence =
    status === 401
      ? 'A request without an accepted token may not use the {0} {1}.'
      : 'This role may not use the {0} {1}.';
  return [message(sentence, kind, name), grantAdvice(kind, name, role)];
}

const privileges: ReadonlyMap<string, string> = new Map([
  ['schema', 'USAGE ON SCHEMA'],
  ['table', 'SELECT, INSERT, UPDATE, DELETE ON TABLE'],
  ['view', 'SELECT ON TABLE'],
  ['sequence', 'USAGE ON SEQUENCE'],
  ['function', 'EXECUTE ON FUNCTION'],
]);

function grantAdvice(kind: string, name: string, role: RoleId) {
  const privilege = privileges.get(kind);
  if (privilege === undefined) return message('Grant it to the role, or use another role.');
  const grantee = role === 'user' ? 'the_role' : role;
  return message(
    'It is a missing GRANT, not a policy. Where the role should have it: GRANT {0} {1} TO {2};',
    privilege,
    name,
    grantee,
  );
}
