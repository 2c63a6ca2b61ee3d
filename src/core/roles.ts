import type { Setting } from './ports';

/** Whom a statement runs as, as PostgREST would: a role of the database and the claims of a JWT. */
export interface Actor {
  readonly role: string;
  /** What policies read: `sub`, `email`, …; `role` is added. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/**
 * The settings that PostgREST makes before a request (https://docs.postgrest.org/en/stable/references/transactions.html),
 * for one transaction. The role comes last: it may not be allowed to set the others.
 */
export function settingsOf({ role, claims }: Actor): readonly Setting[] {
  return [
    ['request.jwt.claims', JSON.stringify({ ...claims, role })],
    ['request.method', 'GET'],
    ['request.path', '/'],
    ['request.headers', '{}'],
    ['request.cookies', '{}'],
    ['role', role],
  ];
}

/** What is asked of a database before a role is chosen. */
export const lookups = {
  /** The roles that this login may take; those of the API first. */
  roles: `select rolname::text from pg_roles
    where rolname <> current_user and rolname !~ '^pg_' and pg_has_role(current_user, oid, 'member')
    order by array_position(array['anon', 'authenticated', 'service_role']::name[], rolname), rolname`,
  users: `select id::text, email::text from auth.users order by created_at desc limit 200`,
} as const;
