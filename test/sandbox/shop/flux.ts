/**
 * SQL that turns a copy of the shop into a Flux project's: its tables in a schema of their own, no platform schemas but
 * `auth` with functions alone, and `auth.uid()` as text, because a Flux user's id is whatever the token's `sub` says.
 */
export function moveToFlux(schema: string): string {
  return `
drop schema ai, storage, graphql_public cascade;
drop policy "own customer" on customers;
drop policy "change own customer" on customers;
alter table customers drop constraint customers_user_id_fkey;
alter table customers alter user_id type text;
drop table auth.users, auth.identities, auth.sessions;
drop function auth.uid();
create function auth.uid() returns text language sql stable as $$
  select auth.jwt() ->> 'sub'
$$;
create policy "own customer" on customers for select using (user_id = (select auth.uid()));
create policy "change own customer" on customers for update using (user_id = (select auth.uid()));
alter schema public rename to ${schema};
create schema public;
grant usage on schema public to public;
`;
}

/** SQL that gives a tenant's role of Flux v2 what anon and authenticated have elsewhere; run it after the move. */
export function admitTenant(schema: string, role: string): string {
  return `
grant usage on schema ${schema}, auth, extensions to ${role};
grant all on all tables in schema ${schema} to ${role};
grant all on all sequences in schema ${schema} to ${role};
set search_path = ${schema};
do $$
declare p record;
begin
  for p in select policyname, tablename from pg_policies where schemaname = '${schema}' and roles <> '{public}' loop
    execute format('alter policy %I on %I to public', p.policyname, p.tablename);
  end loop;
end $$;
reset search_path;
`;
}
