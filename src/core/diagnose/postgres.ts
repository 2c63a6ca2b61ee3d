import { message } from '../errors';
import type { RoleId } from '../model';
import { type RefusedAnswer, type Said, spoken, type Verdict, type VerdictText } from './answer';
import { databaseRoleOf, grantAdvice, grantRemedy, readDenied } from './grants';
import { policiesRemedy } from './policies';

/** https://www.postgresql.org/docs/current/errcodes-appendix.html, as far as requests meet them. */
const verdicts: ReadonlyMap<string, VerdictText> = new Map([
  [
    '42P01',
    [
      'There is no such table here: {0}',
      "Check its name and its schema. After creating it, NOTIFY pgrst, 'reload schema'.",
      'requests',
      'reloadSchema',
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
      'policies',
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
      'limits',
    ],
  ],
  ['40001', ['Another transaction came in between: {0}', 'Send it again.']],
  ['40P01', ['Two transactions waited for each other: {0}', 'Send it again.']],
  ['53300', ['The database has no connection left.', 'Wait a moment and send it again.']],
  ['P0001', ['A function or trigger of the database refused: {0}', 'See its own words below.']],
]);

/** By the first two characters, which name the class. */
const classes: ReadonlyMap<string, VerdictText> = new Map([
  ['08', ['PostgREST lost its database: {0}', 'Wait a moment and send it again.', 'status']],
  ['0A', ['Postgres cannot do this: {0}', 'Write the request in another way.']],
  [
    '0P',
    [
      'There is no such role: {0}',
      'Check the role that the token names in `role`.',
      'unauthorized',
    ],
  ],
  [
    '21',
    [
      'A query inside gave more or fewer rows than it may: {0}',
      'Check the function or view behind it.',
    ],
  ],
  ['22', ['A value cannot be used as it is: {0}', 'Correct it; the server’s words name it.']],
  ['23', ['A rule of the table refuses the row: {0}', 'Correct the row; the words name the rule.']],
  [
    '25',
    [
      'The transaction does not allow this: {0}',
      'Send it by itself, or call the function with POST.',
    ],
  ],
  [
    '26',
    [
      'The pooler gave another connection, which does not know the prepared statement.',
      'Switch prepared statements off in the driver, or use a session or a direct connection.',
      'pooler',
    ],
  ],
  [
    '28',
    [
      'Postgres does not accept the login of PostgREST: {0}',
      'Check the role that the token names in `role`.',
      'unauthorized',
    ],
  ],
  ['40', ['Another transaction came in between: {0}', 'Send it again.']],
  ['42', ['The database cannot read the query: {0}', 'Check the names and the types in it.']],
  [
    '53',
    [
      'The database has run out of something: {0}',
      'Wait a moment, send it again, and see how busy the project is.',
      'status',
    ],
  ],
  ['54', ['The query is too large for Postgres: {0}', 'Ask for less at once.', 'limits']],
  ['55', ['Something else holds what this needs: {0}', 'Wait a moment and send it again.']],
  [
    '57',
    [
      'The database ended the query: {0}',
      'See whether the project is restarting, then send it again.',
      'status',
    ],
  ],
  [
    '58',
    ['The database failed outside of the query: {0}', 'Read the logs of the project.', 'status'],
  ],
  [
    'F0',
    ['The database failed outside of the query: {0}', 'Read the logs of the project.', 'status'],
  ],
  [
    'HV',
    ['A foreign table could not reach its server: {0}', 'Check the foreign server and its login.'],
  ],
  ['PT', ['A function of the database chose this answer: {0}', 'See its own words below.']],
  ['P0', ['A function or trigger of the database refused: {0}', 'See its own words below.']],
  [
    'XX',
    [
      'Postgres failed within itself: {0}',
      'Send it again. If it stays, read the logs of the project.',
      'status',
    ],
  ],
]);

const unknown: VerdictText = ['The database refused: {0}', 'See its own words below.'];

/** The verdict on an SQLSTATE that came through PostgREST. */
export function sqlstateVerdict(code: string, said: Said, answer: RefusedAnswer): Verdict {
  if (code === '42501') return permissionVerdict(said, answer);
  const text = verdicts.get(code) ?? classes.get(code.slice(0, 2)) ?? unknown;
  return spoken(text, said, answer.role, 'sql');
}

const policyPattern =
  /violates row-level security policy(?: "[^"]*")?(?: \([^)]*\))? for table "(.*)"/;

/** One SQLSTATE for two causes, told apart by the words: a policy's WITH CHECK, or a GRANT that is missing. */
function permissionVerdict(said: Said, answer: RefusedAnswer): Verdict {
  const own = said.message ?? '';
  const table = policyPattern.exec(own)?.[1];
  if (table !== undefined) {
    return {
      sentence: message(
        'Row Level Security does not let this role write this row to "{0}".',
        table,
      ),
      advice: message(
        'Add a policy whose WITH CHECK admits the row, or send it with a key that may.',
      ),
      topic: 'policies',
      remedies: [
        policiesRemedy(table, { ...answer, role: databaseRoleOf(answer) }),
        { kind: 'changeRole' },
      ],
    };
  }
  const denied = readDenied(own);
  if (denied === undefined) return spoken(unknown, said, answer.role, 'grants');
  const { status, role, schema, method } = answer;
  if (status === 401 && role !== 'anon') return lostTokenVerdict(role);
  const grantee = { role: databaseRoleOf(answer, denied), schema, method };
  return {
    sentence:
      grantee.role === undefined
        ? message('This role may not use the {0} {1}.', denied.word, denied.name)
        : message('{0} may not use the {1} {2}.', grantee.role, denied.word, denied.name),
    advice: grantAdvice(denied, grantee),
    topic: 'grants',
    remedies: [grantRemedy(denied, grantee), { kind: 'changeRole' }],
  };
}

/** What asked as somebody was answered as nobody: a gateway let the key pass, and PostgREST saw no token. */
function lostTokenVerdict(role: RoleId): Verdict {
  return {
    sentence: message(
      'The request was sent as {0} and answered as anon: its Authorization header did not arrive.',
      role,
    ),
    advice: message(
      'Both headers are needed, apikey and Authorization. Remove what the request changes of them, and check proxies on the way.',
    ),
    topic: 'keys',
    remedies: [],
  };
}
