import { OWNER } from './roles';

/** People who can sign in: the first two have a customer of the shop, the third has not. */
export const USERS = [
  { id: '8d5cf8a1-6f0e-4f4c-9a53-1d3f0c0e0001', email: 'ada@example.com' },
  { id: '8d5cf8a1-6f0e-4f4c-9a53-1d3f0c0e0002', email: 'grace@example.com' },
  { id: '8d5cf8a1-6f0e-4f4c-9a53-1d3f0c0e0003', email: 'edsger@example.com' },
] as const;

/** PostgREST listens on this channel; every change of the schema makes it read the schema again. */
const schemaWatch = `
create schema extensions;
grant usage on schema extensions to public;
create function extensions.pgrst_watch() returns event_trigger language plpgsql as $$
begin
  notify pgrst, 'reload schema';
end $$;
create event trigger pgrst_ddl_watch on ddl_command_end execute function extensions.pgrst_watch();
create event trigger pgrst_drop_watch on sql_drop execute function extensions.pgrst_watch();
create schema graphql_public;
`;

const auth = `
create schema auth authorization supabase_auth_admin;
grant usage on schema auth to anon, authenticated, service_role;
set role supabase_auth_admin;

create function auth.jwt() returns jsonb language sql stable as $$
  select coalesce(nullif(current_setting('request.jwt.claims', true), ''), '{}')::jsonb
$$;
create function auth.uid() returns uuid language sql stable as $$
  select (auth.jwt() ->> 'sub')::uuid
$$;
create function auth.role() returns text language sql stable as $$
  select auth.jwt() ->> 'role'
$$;
create function auth.email() returns text language sql stable as $$
  select auth.jwt() ->> 'email'
$$;

create table auth.users (
  id uuid primary key default gen_random_uuid(),
  aud text not null default 'authenticated',
  role text not null default 'authenticated',
  email text unique,
  encrypted_password text,
  email_confirmed_at timestamptz,
  last_sign_in_at timestamptz,
  raw_app_meta_data jsonb not null default '{"provider": "email", "providers": ["email"]}',
  raw_user_meta_data jsonb not null default '{}',
  is_anonymous boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table auth.identities (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users on delete cascade,
  provider text not null,
  provider_id text not null,
  identity_data jsonb not null,
  unique (provider, provider_id)
);
create table auth.sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users on delete cascade,
  created_at timestamptz not null default now(),
  not_after timestamptz
);
alter table auth.users enable row level security;
alter table auth.identities enable row level security;
alter table auth.sessions enable row level security;

insert into auth.users (id, email, email_confirmed_at, last_sign_in_at, created_at, updated_at)
values
${USERS.map(({ id, email }) => `('${id}', '${email}', '2025-01-06 09:00+00', '2026-11-20 08:30+00', '2025-01-06 08:55+00', '2026-11-20 08:30+00')`).join(',\n')};
insert into auth.identities (user_id, provider, provider_id, identity_data)
  select id, 'email', id, jsonb_build_object('sub', id, 'email', email) from auth.users;
insert into auth.sessions (user_id, created_at) select id, '2026-11-20 08:30+00' from auth.users;
reset role;
`;

const storage = `
create schema storage authorization supabase_storage_admin;
grant usage on schema storage to anon, authenticated, service_role;
set role supabase_storage_admin;

create table storage.buckets (
  id text primary key,
  name text not null unique,
  owner_id text,
  public boolean not null default false,
  file_size_limit bigint,
  allowed_mime_types text[],
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table storage.objects (
  id uuid primary key default gen_random_uuid(),
  bucket_id text not null references storage.buckets,
  name text not null,
  owner_id text,
  metadata jsonb,
  path_tokens text[] generated always as (string_to_array(name, '/')) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (bucket_id, name)
);
alter table storage.buckets enable row level security;
alter table storage.objects enable row level security;
create policy "files of public buckets are public" on storage.objects for select
  using (bucket_id = 'product-images');
grant all on all tables in schema storage to anon, authenticated, service_role;

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types, created_at, updated_at) values
  ('product-images', 'product-images', true, 5242880, '{image/png,image/webp}', '2025-01-06 09:10+00', '2025-01-06 09:10+00'),
  ('invoices', 'invoices', false, null, '{application/pdf}', '2025-01-06 09:12+00', '2025-01-06 09:12+00');
insert into storage.objects (bucket_id, name, metadata, created_at, updated_at)
  select 'product-images', 'products/' || n || '.webp', jsonb_build_object('mimetype', 'image/webp', 'size', 20000 + n * 317), '2025-02-01 12:00+00', '2025-02-01 12:00+00'
  from generate_series(1, 12) n;
insert into storage.objects (bucket_id, name, metadata, created_at, updated_at)
  select 'invoices', '2026/' || lpad(n::text, 4, '0') || '.pdf', jsonb_build_object('mimetype', 'application/pdf', 'size', 61000 + n * 13), '2026-03-01 12:00+00', '2026-03-01 12:00+00'
  from generate_series(1, 4) n;
reset role;
`;

/** SQL that lets a project's owner use what the platform owns, as far as hosted projects let it. */
export function letOwnerUse(owner: string): string {
  return `
grant usage on schema auth, storage to ${owner};
grant select, insert, update, delete, references on all tables in schema auth, storage to ${owner};
`;
}

/** SQL that makes what the platform owns in every project: the schema watch, `auth` and `storage`. Run as the superuser. */
export const platform = `${schemaWatch}${auth}${storage}${letOwnerUse(OWNER)}`;
