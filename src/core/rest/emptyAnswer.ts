import { pathIn } from '../routes';
import { quoteName, quoteText } from '../sql/quote';

/** A request that succeeded and brought no rows. */
export interface EmptyAnswer {
  /** The request line. */
  readonly request: string;
  readonly table: string;
  /** Absent where a gateway chooses it: the search path of the login finds the table then. */
  readonly schema?: string | undefined;
  /** The role that Postgres ran it as; absent where nothing names it. */
  readonly role?: string | undefined;
  /** What policies read of the token. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** The type that auth.uid() has in this system. */
  readonly userId: 'uuid' | 'text';
}

/** The table that a request reads; undefined for a function, the root, and what lies outside of PostgREST. */
export function tableOf(target: string, restBase: string): string | undefined {
  const base = new URL(restBase).pathname.replace(/\/$/, '');
  const path = pathIn(target) ?? '';
  const below = path.startsWith(`${base}/`) ? path.slice(base.length) : path;
  const [, name] = /^\/([^/]+)\/?$/.exec(below) ?? [];
  try {
    return name === undefined ? undefined : decodeURIComponent(name);
  } catch {
    return undefined;
  }
}

/**
 * Queries that tell the three causes of an empty answer apart: no rows, a policy that leaves them out, a policy that
 * compares what never matches. They read only, one after another, as a login that policies do not filter.
 */
export function emptyAnswerChecks(answer: EmptyAnswer): string {
  const { request, role } = answer;
  return [
    `-- ${request.replace(/\s+/g, ' ')} brought no rows${role === undefined ? '' : ` as ${role}`}.`,
    '-- Three causes look the same. These queries tell them apart; run them one by one. They only read.',
    '',
    ...rowsAtAll(answer),
    '',
    ...policies(answer),
    '',
    ...types(answer),
    '',
    ...asTheRequest(answer),
    '',
  ].join('\n');
}

const nameOf = ({ schema, table }: EmptyAnswer) =>
  schema === undefined ? quoteName(table) : `${quoteName(schema)}.${quoteName(table)}`;

/** Which rows of pg_policies are of the table. */
function ofTable(answer: EmptyAnswer): string {
  const schema =
    answer.schema === undefined
      ? `(select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = ${classOf(answer)})`
      : quoteText(answer.schema);
  return `schemaname = ${schema} and tablename = ${quoteText(answer.table)}`;
}

const classOf = (answer: EmptyAnswer) => `${quoteText(nameOf(answer))}::regclass`;

function rowsAtAll(answer: EmptyAnswer): readonly string[] {
  return [
    '-- 1. Are there rows at all? 0 means that no policy is to blame.',
    `select count(*) from ${nameOf(answer)};`,
  ];
}

function policies(answer: EmptyAnswer): readonly string[] {
  const who = answer.role === undefined ? '' : ` for ${answer.role} or public`;
  return [
    '-- 2. Is Row Level Security on, and which policies let rows through?',
    `--    On, and no policy${who} here: no row is ever shown. Else a row must meet one of the conditions.`,
    `select relrowsecurity as rls_is_on, relkind from pg_class where oid = ${classOf(answer)};`,
    '',
    'select policyname, permissive, roles, cmd, qual as condition',
    'from pg_policies',
    `where ${ofTable(answer)}`,
    "  and cmd in ('SELECT', 'ALL')",
    'order by policyname;',
  ];
}

const typeHint: Readonly<Record<EmptyAnswer['userId'], string>> = {
  text: 'auth.uid() is text here, whatever the identity provider calls its users: a uuid column that is cast never meets it.',
  uuid: 'auth.uid() is uuid here: a text column must hold that very uuid, in lower case.',
};

function types(answer: EmptyAnswer): readonly string[] {
  return [
    '-- 3. Does a condition compare what never matches? The columns that the conditions name, with their types.',
    `--    ${typeHint[answer.userId]}`,
    '--    A column that is null in a row meets no one.',
    'select a.attname as column, format_type(a.atttypid, a.atttypmod) as type,',
    "  (select p.prorettype::regtype from pg_proc p where p.oid = to_regproc('auth.uid')) as auth_uid,",
    '  p.policyname as named_in',
    'from pg_policies p',
    `join pg_attribute a on a.attrelid = ${classOf(answer)} and a.attnum > 0 and not a.attisdropped`,
    `where ${ofTable(answer)}`,
    '  and position(a.attname in p.qual) > 0',
    'order by a.attname, p.policyname;',
  ];
}

function asTheRequest(answer: EmptyAnswer): readonly string[] {
  const { role, claims } = answer;
  if (role === undefined) {
    return [
      '-- As the request saw it: run the first count again as its role, with request.jwt.claims set.',
    ];
  }
  const json = quoteText(JSON.stringify({ ...claims, role }));
  return [
    '-- As the request saw it. Run these five in their order; the last one leaves nothing behind.',
    'begin;',
    `select set_config('request.jwt.claims', ${json}, true);`,
    `set local role ${quoteName(role)};`,
    `select count(*), current_setting('request.jwt.claims')::json ->> 'sub' as sub from ${nameOf(answer)};`,
    'rollback;',
  ];
}
