import { verify } from '../tokens';
import { type Answer, bearer, type Exchange, isUnder, reply } from './gateway';
import { builtinTools, lists } from './projectServiceLists';

/** Runs one statement and gives its rows. */
export type Query = (sql: string, values: readonly unknown[]) => Promise<unknown[]>;

interface Options {
  readonly jwtSecret: string;
  readonly serviceRoleKey: string;
  readonly query: Query;
}

/** Powabase's Project Service: the list endpoints of `/api` over the schema `ai`. */
export interface ProjectService {
  serves(url: URL): boolean;
  readonly health: Answer;
  readonly answer: Answer;
}

const SESSIONS = /^\/api\/agents\/([^/]+)\/sessions$/;

export function projectService(options: Options): ProjectService {
  return {
    serves: (url) =>
      isUnder('/api/tools', url) || lists.some(({ path }) => isUnder(`/api/${path}`, url)),
    health: ({ outgoing }) => reply(outgoing, 200, { status: 'healthy' }),
    answer: async (exchange) => {
      const refusal = await authorize(exchange, options);
      if (refusal !== undefined) return reply(exchange.outgoing, 401, { error: refusal });
      if (exchange.method !== 'GET') {
        return reply(exchange.outgoing, 405, { error: 'Method not allowed' });
      }
      const { status, body } = await read(exchange.url, options.query);
      reply(exchange.outgoing, status, body);
    },
  };
}

/** Why the request may not pass, undefined when it may. Only the service key may lack the audience. */
async function authorize(
  { incoming }: Exchange,
  { jwtSecret, serviceRoleKey }: Options,
): Promise<string | undefined> {
  const token = bearer(incoming);
  if (token === undefined) return 'Authorization header required';
  const verdict = await verify(token, jwtSecret);
  switch (verdict.kind) {
    case 'expired':
      return 'Token has expired';
    case 'malformed':
      return 'Invalid token: Not enough segments';
    case 'wrong algorithm':
      return 'Invalid token: The specified alg value is not allowed';
    case 'wrong signature':
      return 'Invalid token: Signature verification failed';
    case 'valid': {
      if (token === serviceRoleKey) return undefined;
      const { aud } = verdict.claims;
      if (aud === undefined) return 'Invalid token: Token is missing the "aud" claim';
      return [aud].flat().includes('authenticated') ? undefined : 'Invalid token audience';
    }
  }
}

interface Reading {
  readonly status: number;
  readonly body: unknown;
}

async function read(url: URL, query: Query): Promise<Reading> {
  if (url.pathname === '/api/tools') {
    const [row] = await query(
      `select coalesce(json_agg(t), '[]') as rows from (select id, name, description, type, input_schema, config, created_at from ai.tools order by created_at) t`,
      [],
    );
    return { status: 200, body: { tools: [...builtinTools, ...rowsOf(row)] } };
  }
  const agent = SESSIONS.exec(url.pathname)?.[1];
  if (agent !== undefined) {
    const limit = wholeNumber(url, 'limit', 50, 1, 200);
    const offset = wholeNumber(url, 'offset', 0, 0);
    const [row] = await query(
      `select coalesce(json_agg(t), '[]') as rows from (select id, session_id, agent_id, user_id, created_at, updated_at from ai.agent_sessions where agent_id::text = $1 order by created_at desc limit $2 offset $3) t`,
      [agent, limit, offset],
    );
    return { status: 200, body: { sessions: rowsOf(row) } };
  }
  const list = lists.find(({ path }) => url.pathname === `/api/${path}`);
  return list === undefined
    ? { status: 404, body: { error: 'Not found' } }
    : readList(list, url, query);
}

async function readList(
  { key, sql, sorts, filters = [], unpaginated = false }: (typeof lists)[number],
  url: URL,
  query: Query,
): Promise<Reading> {
  const parameter = (name: string) => url.searchParams.get(name) ?? undefined;
  const sort = parameter('sort') || 'created_at';
  if (!sorts.includes(sort)) {
    const allowed = [...sorts].sort().join(', ');
    return { status: 400, body: { error: `Invalid sort '${sort}'. Allowed: ${allowed}` } };
  }
  const order = (parameter('order') || 'desc').toLowerCase();
  if (order !== 'asc' && order !== 'desc') {
    return { status: 400, body: { error: `Invalid order '${order}'. Allowed: asc, desc` } };
  }
  const whole = unpaginated && !url.searchParams.has('limit') && !url.searchParams.has('offset');
  const limit = whole ? null : wholeNumber(url, 'limit', 50, 1, 100);
  const offset = wholeNumber(url, 'offset', 0, 0);

  const values: unknown[] = [limit, offset];
  const conditions = ['true'];
  const search = parameter('q')?.trim().slice(0, 200);
  if (search) {
    values.push(`%${search.replace(/[\\%_]/g, '\\$&')}%`);
    conditions.push(`name ilike $${values.length}`);
  }
  for (const filter of filters) {
    const value = parameter(filter.parameter);
    if (!value) continue;
    values.push(value);
    conditions.push(`${filter.column} = $${values.length}`);
  }
  const [row] = await query(
    `with matching as (select * from (${sql}) listed where ${conditions.join(' and ')})
     select (select count(*)::int from matching) as total, coalesce(json_agg(page), '[]') as rows
     from (select * from matching order by "${sort}" ${order} nulls last, id limit $1 offset $2) page`,
    values,
  );
  const rows = rowsOf(row);
  if (whole) return { status: 200, body: { [key]: rows } };
  return { status: 200, body: { [key]: rows, total: totalOf(row), limit, offset } };
}

function wholeNumber(url: URL, name: string, otherwise: number, least: number, most = Infinity) {
  const text = url.searchParams.get(name)?.trim() ?? '';
  const value = /^[+-]?\d+$/.test(text) ? Number(text) : otherwise;
  return Math.max(least, Math.min(value, most));
}

function rowsOf(row: unknown): unknown[] {
  return row !== null && typeof row === 'object' && 'rows' in row && Array.isArray(row.rows)
    ? row.rows
    : [];
}

function totalOf(row: unknown): unknown {
  return row !== null && typeof row === 'object' && 'total' in row ? row.total : undefined;
}
