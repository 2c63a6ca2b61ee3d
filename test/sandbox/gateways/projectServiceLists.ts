/** One list endpoint of the Project Service. */
export interface List {
  /** Below `/api/`. */
  readonly path: string;
  /** Of the rows in the answer. */
  readonly key: string;
  /** A select with the columns of the answer. */
  readonly sql: string;
  readonly sorts: readonly string[];
  readonly filters?: readonly { readonly parameter: string; readonly column: string }[];
  /** Everything at once, without total, unless the client sends limit or offset. */
  readonly unpaginated?: boolean;
}

const common = ['created_at', 'name', 'updated_at'];

export const lists: readonly List[] = [
  {
    path: 'agents',
    key: 'agents',
    sorts: [...common, 'last_run_at'],
    sql: `
      select a.id, a.name, a.model, a.system_prompt, a.settings, a.created_at, a.updated_at,
        (select count(*) from ai.agent_sessions s where s.agent_id = a.id) as session_count,
        (select count(*) from ai.agent_runs r join ai.agent_sessions s on s.id = r.session_id where s.agent_id = a.id) as total_runs,
        (select max(r.created_at) from ai.agent_runs r join ai.agent_sessions s on s.id = r.session_id where s.agent_id = a.id) as last_run_at
      from ai.agents a`,
  },
  {
    path: 'sources',
    key: 'sources',
    sorts: common,
    filters: [{ parameter: 'status', column: 'extraction_status' }],
    sql: `
      select id, name, file_type, storage_path, extraction_status, derivatives, metadata, auto_metadata, error_message,
        error_code, created_at, updated_at
      from ai.sources`,
  },
  {
    path: 'knowledge-bases',
    key: 'knowledge_bases',
    sorts: common,
    sql: `
      select k.id, k.name, k.description, k.indexing_config, k.retrieval_config, k.created_at, k.updated_at,
        (select json_build_object(
          'pending', count(*) filter (where index_status = 'pending'),
          'indexing', count(*) filter (where index_status = 'indexing'),
          'indexed', count(*) filter (where index_status = 'indexed'),
          'failed', count(*) filter (where index_status = 'failed'),
          'cancelled', count(*) filter (where index_status = 'cancelled'),
          'total', count(*)
        ) from ai.indexed_sources i where i.knowledge_base_id = k.id) as source_counts,
        (select count(*) from ai.chunks c where c.knowledge_base_id = k.id) as chunk_count,
        'idle' as enrichment_status,
        null as enrichment_progress
      from ai.knowledge_bases k`,
  },
  {
    path: 'workflows',
    key: 'workflows',
    sorts: [...common, 'last_execution_at'],
    sql: `
      select w.id, w.name, w.description, w.variables, w.version, w.color, w.state, w.schedule_config, w.created_at, w.updated_at,
        (select count(*) from ai.workflow_executions e where e.workflow_id = w.id) as execution_count,
        (select max(created_at) from ai.workflow_executions e where e.workflow_id = w.id) as last_execution_at
      from ai.workflows w`,
  },
  {
    path: 'orchestrations',
    key: 'orchestrations',
    sorts: [...common, 'last_run_at'],
    unpaginated: true,
    sql: `
      select o.id, o.name, o.description, o.strategy, o.settings, o.created_at, o.updated_at,
        (select count(*) from ai.orchestration_entities e where e.orchestration_id = o.id) as entity_count,
        (select count(*) from ai.orchestration_sessions s where s.orchestration_id = o.id) as session_count,
        (select max(r.created_at) from ai.orchestration_runs r join ai.orchestration_sessions s on s.id = r.session_id where s.orchestration_id = o.id) as last_run_at
      from ai.orchestrations o`,
  },
  {
    path: 'context-handlers',
    key: 'context_handlers',
    sorts: ['created_at'],
    sql: 'select id, query, status, max_context_tokens, created_at, completed_at from ai.context_handlers',
  },
];

/** Tools that every agent may have; they have no row. */
export const builtinTools = [
  {
    id: null,
    name: 'web_search',
    description: 'Search the web.',
    type: 'builtin',
    input_schema: { type: 'object', properties: { query: { type: 'string' } } },
    config: {},
  },
];
