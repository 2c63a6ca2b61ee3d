/** The login that only the sandbox itself uses: the cluster's superuser, named as Supabase and Powabase name it. */
export const ADMIN = 'supabase_admin';

/** The owner of the shop in the template and in every copy of it; not a superuser, as on Supabase. */
export const OWNER = 'postgres';

/** The passwords of the cluster's logins, by role name. */
export interface Passwords {
  readonly [OWNER]: string;
  readonly authenticator: string;
}

/** SQL that makes the roles every project shares. Passwords must hold no quote. */
export function roles(passwords: Passwords): string {
  return `
create role anon nologin noinherit;
create role authenticated nologin noinherit;
create role service_role nologin noinherit bypassrls;
create role authenticator login noinherit password '${passwords.authenticator}';
grant anon, authenticated, service_role to authenticator;
create role supabase_auth_admin nologin noinherit createrole;
create role supabase_storage_admin nologin noinherit;
${owner(OWNER, passwords[OWNER])}
`;
}

/** SQL that makes a login with what the owner of a hosted project may do. */
export function owner(name: string, password: string): string {
  return `
create role ${name} login createdb createrole bypassrls password '${password}';
grant anon, authenticated, service_role, pg_monitor, pg_signal_backend to ${name};
`;
}

/** SQL that grants what this role makes later to the roles of the API, as Supabase does. */
export function exposeNewObjects(owner: string, schema: string): string {
  return `
alter default privileges for role ${owner} in schema ${schema} grant all on tables to anon, authenticated, service_role;
alter default privileges for role ${owner} in schema ${schema} grant all on sequences to anon, authenticated, service_role;
alter default privileges for role ${owner} in schema ${schema} grant all on functions to anon, authenticated, service_role;
`;
}
