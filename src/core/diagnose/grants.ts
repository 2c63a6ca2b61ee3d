import { type Message, message } from '../errors';
import type { Remedy } from '../remedy';
import { quoteName } from '../sql/quote';
import type { RefusedAnswer } from './answer';

/** What somebody may not use, as `permission denied for …` names it; Postgres leaves the schema out. */
export interface Denied {
  readonly kind: 'schema' | 'relation' | 'sequence' | 'function';
  /** As Postgres writes it: `view`, `materialized view`. */
  readonly word: string;
  readonly name: string;
}

const kinds: ReadonlyMap<string, Denied['kind']> = new Map([
  ['schema', 'schema'],
  ['table', 'relation'],
  ['view', 'relation'],
  ['materialized view', 'relation'],
  ['foreign table', 'relation'],
  ['relation', 'relation'],
  ['sequence', 'sequence'],
  ['function', 'function'],
  ['procedure', 'function'],
]);

/** Reads Postgres' own words of 42501; undefined where they are about something that no GRANT of ours gives. */
export function readDenied(text: string): Denied | undefined {
  const [, word = '', name] =
    /permission denied for (schema|(?:materialized |foreign )?(?:table|view)|relation|sequence|function|procedure) (.+)/s.exec(
      text,
    ) ?? [];
  const kind = kinds.get(word);
  return kind === undefined || name === undefined ? undefined : { kind, word, name };
}

/** Who is to get the GRANT, and where the name may lie. */
export interface Grantee {
  /** The role of Postgres; absent where nothing names it. */
  readonly role?: string | undefined;
  readonly schema?: string | undefined;
  readonly method?: string | undefined;
}

/** The statements that would give it, with every name quoted where it must be. */
export function grantSql(denied: Denied, { role, schema, method }: Grantee): string {
  const grantee = role === undefined ? 'the_role' : quoteName(role);
  const name = qualified(denied, schema);
  const lines: Readonly<Record<Denied['kind'], string>> = {
    schema: `grant usage on schema ${name} to ${grantee};`,
    relation: `grant ${privilegesFor(method)} on table ${name} to ${grantee};`,
    sequence: `grant usage on sequence ${name} to ${grantee};`,
    function: `grant execute on function ${name} to ${grantee};`,
  };
  return lines[denied.kind];
}

function qualified({ kind, name }: Denied, schema: string | undefined): string {
  const own = quoteName(name);
  return kind === 'schema' || schema === undefined ? own : `${quoteName(schema)}.${own}`;
}

/** What a request of this method does to a table, and no more; it reads what it changes. */
function privilegesFor(method = 'GET'): string {
  const wanted: ReadonlyMap<string, string> = new Map([
    ['POST', 'select, insert'],
    ['PUT', 'select, insert, update'],
    ['PATCH', 'select, update'],
    ['DELETE', 'select, delete'],
  ]);
  return wanted.get(method.toUpperCase()) ?? 'select';
}

const how: Readonly<Record<Denied['kind'], string>> = {
  schema: 'A schema is opened by USAGE; its tables need grants of their own.',
  relation: 'Policies are asked only once the grant is there.',
  sequence: 'A row whose number comes from a sequence needs its USAGE beside the INSERT.',
  function: 'With several functions of that name, write the types of its arguments too.',
};

/** The document that shows the statements. */
export function grantRemedy(denied: Denied, grantee: Grantee): Remedy {
  const unknownRole =
    grantee.role === undefined
      ? [
          "-- Replace the_role: select rolname from pg_roles where rolname ~ '^t_[0-9a-f]{12}_role$';",
        ]
      : [];
  const sql = [
    '-- Nothing of this has run. Read it, then run it as the owner.',
    `-- ${how[denied.kind]}`,
    ...unknownRole,
    grantSql(denied, grantee),
    '',
  ].join('\n');
  return { kind: 'openSql', label: message('Show GRANT'), sql };
}

export function grantAdvice(denied: Denied, grantee: Grantee): Message {
  return message(
    'It is a missing GRANT, not a policy. Where the role should have it: {0}',
    grantSql(denied, grantee),
  );
}

/** The role that Postgres runs a request as, as far as anything names it. */
export function databaseRoleOf(answer: RefusedAnswer, denied?: Denied): string | undefined {
  const { provider, role, status, databaseRole, schema } = answer;
  // PostgREST answers 401 where it ran as its anonymous role, and 403 as any other.
  if (status === 401) return 'anon';
  if (provider === 'flux-v2') {
    const tenant = tenantRole(denied?.kind === 'schema' ? denied.name : schema);
    // What a token says of the role counts for nothing there, unless it is the tenant's.
    return tenant ?? (isTenantRole(databaseRole) ? databaseRole : undefined);
  }
  return databaseRole ?? (role === 'user' ? 'authenticated' : role);
}

/** Whether this is the name of a tenant's role at Flux. */
export function isTenantRole(role = ''): boolean {
  return /^t_[\da-f]{12}_role$/.test(role);
}

/** Flux names a tenant's role after its schema: `t_0123456789ab_api` and `t_0123456789ab_role`. */
export function tenantRole(schema = ''): string | undefined {
  const id = /^t_([\da-f]{12})_api$/.exec(schema)?.[1];
  return id === undefined ? undefined : `t_${id}_role`;
}

/** The GRANT that a statement lacked which `user` ran; undefined where Postgres' words name none. */
export function grantRemedyFor(text: string, statement: string, user: string): Remedy | undefined {
  const denied = readDenied(text);
  const verb = /^\s*(insert|update|delete)\b/i.exec(statement)?.[1]?.toLowerCase() ?? '';
  const method = new Map([
    ['insert', 'POST'],
    ['update', 'PATCH'],
    ['delete', 'DELETE'],
  ]).get(verb);
  return denied && grantRemedy(denied, { role: user, method });
}
