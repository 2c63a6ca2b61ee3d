import { USERS } from './platform';

/** Tables of Powabase's Project Service, with the columns that its list endpoints return. */
const tables = `
create schema ai authorization supabase_admin;
comment on schema ai is 'Agents, knowledge bases and workflows. Owned by the platform.';

create table ai.agents (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  model text not null default 'gpt-4.1',
  system_prompt text,
  settings jsonb default '{}',
  created_at timestamptz default now(),
  updated_at timestamptz default now()
);
create table ai.agent_sessions (
  id uuid primary key default gen_random_uuid(),
  session_id text not null unique,
  agent_id uuid references ai.agents on delete set null,
  user_id uuid,
  session_data jsonb default '{}',
  metadata jsonb default '{}',
  created_at timestamptz default now(),
  updated_at timestamptz default now()
);
create table ai.agent_runs (
  id uuid primary key default gen_random_uuid(),
  session_id uuid references ai.agent_sessions on delete cascade,
  run_id text not null unique,
  status text default 'pending',
  content text,
  error text,
  prompt_tokens int,
  completion_tokens int,
  created_at timestamptz default now()
);
create table ai.sources (
  id uuid primary key default gen_random_uuid(),
  name text,
  file_type text not null,
  storage_path text not null,
  extraction_status text default 'pending',
  derivatives jsonb default '{}',
  metadata jsonb default '{}',
  auto_metadata jsonb default '{}',
  error_message text,
  error_code text,
  created_at timestamptz default now(),
  updated_at timestamptz default now()
);
create table ai.knowledge_bases (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text,
  indexing_config jsonb default '{"strategy": "chunk_embed", "chunk_size": 512, "overlap": 64}',
  retrieval_config jsonb default '{"method": "hybrid", "top_k": 5}',
  created_at timestamptz default now(),
  updated_at timestamptz default now()
);
create table ai.indexed_sources (
  id uuid primary key default gen_random_uuid(),
  knowledge_base_id uuid references ai.knowledge_bases on delete cascade,
  source_id uuid references ai.sources on delete cascade,
  index_status text default 'pending',
  indexed_at timestamptz,
  created_at timestamptz default now(),
  unique (knowledge_base_id, source_id)
);
create table ai.chunks (
  id uuid primary key default gen_random_uuid(),
  indexed_source_id uuid references ai.indexed_sources on delete cascade,
  knowledge_base_id uuid not null references ai.knowledge_bases on delete cascade,
  source_id uuid not null references ai.sources on delete cascade,
  text text not null,
  chunk_index int,
  tokens int,
  created_at timestamptz default now()
);
create table ai.workflows (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text,
  variables jsonb default '{}',
  version int default 1,
  color text,
  state text default 'internal',
  schedule_config jsonb,
  created_at timestamptz default now(),
  updated_at timestamptz default now()
);
create table ai.workflow_executions (
  id uuid primary key default gen_random_uuid(),
  workflow_id uuid references ai.workflows on delete cascade,
  status text not null default 'pending',
  created_at timestamptz default now()
);
create table ai.orchestrations (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text,
  strategy text not null default 'supervisor',
  settings jsonb default '{}',
  created_at timestamptz default now(),
  updated_at timestamptz default now()
);
create table ai.orchestration_entities (
  id uuid primary key default gen_random_uuid(),
  orchestration_id uuid not null references ai.orchestrations on delete cascade,
  entity_type text not null,
  entity_ref_id uuid not null,
  position int default 0
);
create table ai.orchestration_sessions (
  id uuid primary key default gen_random_uuid(),
  session_id text not null unique,
  orchestration_id uuid references ai.orchestrations on delete set null,
  user_id uuid,
  created_at timestamptz default now()
);
create table ai.orchestration_runs (
  id uuid primary key default gen_random_uuid(),
  session_id uuid references ai.orchestration_sessions on delete cascade,
  run_id text not null unique,
  status text default 'running',
  created_at timestamptz default now()
);
create table ai.tools (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text not null,
  type text not null,
  input_schema jsonb not null,
  config jsonb default '{}',
  created_at timestamptz default now()
);
create table ai.context_handlers (
  id uuid primary key default gen_random_uuid(),
  query text not null,
  status text default 'pending',
  max_context_tokens int default 8000,
  created_at timestamptz default now(),
  completed_at timestamptz
);
`;

const rows = `
insert into ai.agents (id, name, model, system_prompt, created_at, updated_at)
  select ('a0000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, name, model, prompt, '2026-01-05 09:00+00'::timestamptz + n * interval '1 day', '2026-06-05 09:00+00'
  from (values
    (1, 'Shopping assistant', 'gpt-4.1', 'Help people find a product.'),
    (2, 'Order support', 'claude-sonnet-4-5', 'Answer questions about orders.'),
    (3, 'Review moderator', 'gpt-4.1-mini', 'Flag reviews that break the rules.')
  ) v(n, name, model, prompt);
insert into ai.agent_sessions (session_id, agent_id, user_id, created_at)
  select 'session-' || n, ('a0000000-0000-4000-8000-' || lpad((1 + n % 2)::text, 12, '0'))::uuid, case when n <= 3 then '${USERS[0].id}'::uuid end, '2026-10-01 10:00+00'::timestamptz + n * interval '1 hour'
  from generate_series(1, 8) n;
insert into ai.agent_runs (session_id, run_id, status, content, prompt_tokens, completion_tokens, created_at)
  select s.id, s.session_id || '-run-' || n, 'completed', 'Here is what I found.', 400 + n, 90 + n, s.created_at + n * interval '1 minute'
  from ai.agent_sessions s cross join generate_series(1, 3) n;

insert into ai.sources (id, name, file_type, storage_path, extraction_status, error_message, error_code, created_at, updated_at)
  select ('50000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, name, file_type, 'sources/' || name, status, message, code, '2026-02-01 09:00+00'::timestamptz + n * interval '1 day', '2026-02-10 09:00+00'
  from (values
    (1, 'returns-policy.pdf', 'application/pdf', 'extracted', null, null),
    (2, 'shipping-rates.md', 'text/markdown', 'extracted', null, null),
    (3, 'size-guide.html', 'text/html', 'extracted', null, null),
    (4, 'warranty-scan.pdf', 'application/pdf', 'attention_required', 'No text was found in the scan.', 'empty_text'),
    (5, 'supplier-contract.docx', 'application/msword', 'failed', 'The file is protected.', 'protected_file'),
    (6, 'catalogue-2026.pdf', 'application/pdf', 'pending', null, null)
  ) v(n, name, file_type, status, message, code);
insert into ai.knowledge_bases (id, name, description, created_at, updated_at) values
  ('b0000000-0000-4000-8000-000000000001', 'Customer help', 'What customers ask about.', '2026-02-15 09:00+00', '2026-02-15 09:00+00'),
  ('b0000000-0000-4000-8000-000000000002', 'Catalogue', 'Every product with its details.', '2026-02-16 09:00+00', '2026-02-16 09:00+00');
insert into ai.indexed_sources (knowledge_base_id, source_id, index_status, indexed_at)
  select 'b0000000-0000-4000-8000-000000000001', id, case when extraction_status = 'extracted' then 'indexed' else 'failed' end, '2026-02-17 09:00+00'
  from ai.sources where extraction_status in ('extracted', 'failed');
insert into ai.chunks (indexed_source_id, knowledge_base_id, source_id, text, chunk_index, tokens)
  select i.id, i.knowledge_base_id, i.source_id, 'Part ' || n || ' of ' || s.name, n, 120
  from ai.indexed_sources i join ai.sources s on s.id = i.source_id cross join generate_series(1, 5) n
  where i.index_status = 'indexed';

insert into ai.workflows (id, name, description, color, state, created_at, updated_at) values
  ('c0000000-0000-4000-8000-000000000001', 'Weekly sales report', 'Mails the numbers every Monday.', '#3b82f6', 'deployed', '2026-03-01 09:00+00', '2026-03-02 09:00+00'),
  ('c0000000-0000-4000-8000-000000000002', 'Moderate reviews', 'Runs the moderator on new reviews.', '#22c55e', 'internal', '2026-03-03 09:00+00', '2026-03-03 09:00+00');
insert into ai.workflow_executions (workflow_id, status, created_at)
  select 'c0000000-0000-4000-8000-000000000001', 'completed', '2026-10-05 06:00+00'::timestamptz + n * interval '7 days'
  from generate_series(0, 5) n;

insert into ai.orchestrations (id, name, description, created_at, updated_at) values
  ('d0000000-0000-4000-8000-000000000001', 'Support desk', 'Order support, with the moderator for complaints.', '2026-04-01 09:00+00', '2026-04-01 09:00+00');
insert into ai.orchestration_entities (orchestration_id, entity_type, entity_ref_id, position)
  select 'd0000000-0000-4000-8000-000000000001', 'agent', id, row_number() over (order by created_at) - 1
  from ai.agents where name <> 'Shopping assistant';
insert into ai.orchestration_sessions (session_id, orchestration_id, created_at) values
  ('desk-1', 'd0000000-0000-4000-8000-000000000001', '2026-10-02 08:00+00');
insert into ai.orchestration_runs (session_id, run_id, status, created_at)
  select id, 'desk-1-run-1', 'completed', '2026-10-02 08:01+00' from ai.orchestration_sessions;

insert into ai.tools (name, description, type, input_schema, created_at) values
  ('order_status', 'The state of an order by its number.', 'http', '{"type": "object", "properties": {"order_id": {"type": "integer"}}}', '2026-04-03 09:00+00');
insert into ai.context_handlers (query, status, created_at, completed_at) values
  ('how do I return a lamp', 'completed', '2026-10-02 08:00:10+00', '2026-10-02 08:00:11+00'),
  ('shipping to Norway', 'completed', '2026-10-03 11:20:00+00', '2026-10-03 11:20:02+00');
`;

/** Signed-in people read it, sessions and runs only their own; the service role does everything, anon sees nothing. */
const rules = `
grant usage on schema ai to anon, authenticated, service_role;
grant select on all tables in schema ai to anon, authenticated;
grant all on all tables in schema ai to service_role;
do $$
declare t regclass;
begin
  for t in select oid from pg_class where relnamespace = 'ai'::regnamespace and relkind = 'r' loop
    execute format('alter table %s enable row level security', t);
    continue when t::text in ('ai.agent_sessions', 'ai.agent_runs', 'ai.orchestration_sessions', 'ai.orchestration_runs');
    execute format('create policy "signed-in people read" on %s for select to authenticated using (true)', t);
  end loop;
end $$;
create policy "own sessions" on ai.agent_sessions for select to authenticated
  using (user_id = (select auth.uid()));
create policy "runs of own sessions" on ai.agent_runs for select to authenticated
  using (session_id in (select id from ai.agent_sessions));
create policy "own sessions" on ai.orchestration_sessions for select to authenticated
  using (user_id = (select auth.uid()));
create policy "runs of own sessions" on ai.orchestration_runs for select to authenticated
  using (session_id in (select id from ai.orchestration_sessions));
`;

/** SQL that makes the `ai` schema of a Powabase project. Run as the superuser. */
export const ai = `${tables}${rows}${rules}`;
