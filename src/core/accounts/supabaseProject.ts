import * as v from 'valibot';
import { type ConnectionParts, parseUri, partsOf } from '../connectionStrings/parts';
import { asFailure, type Failure, type Message, message, plain } from '../errors';
import { checkKeyFor } from '../keys';
import type {
  AccountAccess,
  AccountDraft,
  AccountFacts,
  AccountProject,
  DatabaseEndpoint,
} from './account';
import { ask, readEach, readOne, shownName } from './ask';
import { sortKeys } from './supabaseKeys';
import { noticeOf } from './supabaseStatus';

const details = v.object({
  name: shownName,
  status: v.fallback(v.string(), 'UNKNOWN'),
  database: v.fallback(v.object({ host: v.string() }), { host: '' }),
});
const apiKey = v.object({ name: shownName, api_key: v.nullish(v.string()) });
const postgrest = v.object({ jwt_secret: v.optional(v.string()) });
const pooler = v.object({
  connection_string: v.string(),
  pool_mode: v.picklist(['session', 'transaction']),
  database_type: v.optional(v.string()),
});

/** One of the questions about a project. */
type Part<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'missing'; readonly failure: Failure };

/**
 * A project's URL, keys, JWT secret and ways to its database, asked for side by side. What the token may not read
 * is left out with a note. Throws a `Failure`, also when neither the project nor its keys can be read.
 */
export async function readSupabaseProject(
  access: AccountAccess,
  facts: AccountFacts,
  project: AccountProject,
  signal: AbortSignal,
): Promise<AccountDraft> {
  const get = (below: string) => ask(access, facts, `/v1/projects/${project.id}${below}`, signal);
  const [about, listed, poolers, rest] = await Promise.all([
    part(get('').then((json) => readOne(facts, details, json))),
    part(get('/api-keys?reveal=true').then((json) => readEach(facts, apiKey, json))),
    part(get('/config/database/pooler').then((json) => readEach(facts, pooler, json))),
    part(get('/postgrest').then((json) => readOne(facts, postgrest, json))),
  ]);
  if (about.kind === 'missing' && listed.kind === 'missing') throw listed.failure;
  const { credentials, notes } = sortKeys(valueIn(listed) ?? []);
  const known = valueIn(about);
  const host = known?.database.host ?? '';
  const notice = known === undefined ? project.notice : noticeOf(known.status);
  return {
    provider: 'supabase',
    name: known?.name ?? project.name,
    url: urlOf(project.id, host),
    credentials: { ...credentials, ...jwtSecretIn(valueIn(rest)?.jwt_secret) },
    endpoints: [...directly(host), ...(valueIn(poolers) ?? []).flatMap(through)],
    notes: [
      ...(notice === undefined ? [] : [notice]),
      ...missing(listed, 'The keys are missing: {0}'),
      ...notes,
      ...missing(about, 'The address of the database is missing: {0}'),
      ...missing(poolers, 'The addresses of the poolers are missing: {0}'),
      ...missing(rest, 'The JWT secret is missing: {0}'),
    ],
  };
}

/** A refused or unreadable answer stands for itself; anything else is in the way of all the questions. */
async function part<T>(answer: Promise<T>): Promise<Part<T>> {
  try {
    return { kind: 'read', value: await answer };
  } catch (error) {
    const failure = asFailure(error);
    if (failure.reason !== 'badAnswer') throw failure;
    return { kind: 'missing', failure };
  }
}

function valueIn<T>(answer: Part<T>): T | undefined {
  return answer.kind === 'read' ? answer.value : undefined;
}

function missing(answer: Part<unknown>, text: string): readonly Message[] {
  return answer.kind === 'missing' ? [message(text, plain(answer.failure.sentence))] : [];
}

/** The API names the database's host alone, db.REF.DOMAIN; the project answers at REF.DOMAIN. */
function urlOf(ref: string, databaseHost: string): string {
  const [, domain = 'supabase.co'] =
    /^db\.[a-z\d]+\.([a-z\d-]+(?:\.[a-z\d-]+)+)$/.exec(databaseHost) ?? [];
  return `https://${ref}.${domain}`;
}

function jwtSecretIn(jwtSecret: string | undefined): AccountDraft['credentials'] {
  const isSecret = jwtSecret !== undefined && checkKeyFor('jwtSecret', jwtSecret) === undefined;
  return isSecret ? { jwtSecret } : {};
}

/** https://supabase.com/docs/guides/database/connecting-to-postgres */
function directly(host: string): readonly DatabaseEndpoint[] {
  const given = { host, port: '5432', user: 'postgres', dbname: 'postgres' };
  const parts = readable(() => partsOf(new Map(Object.entries(given))));
  return host === '' || parts === undefined ? [] : [{ kind: 'direct', replica: false, parts }];
}

/** The placeholder that stands for the password is taken out: it is the person's to give. */
function through({
  connection_string: uri,
  pool_mode: kind,
  database_type: type,
}: v.InferOutput<typeof pooler>): readonly DatabaseEndpoint[] {
  const parts = readable(() => parseUri(uri.replace(/:\[[^\]@]*\]@/, '@')));
  if (parts === undefined) return [];
  const { password: _, ...withoutPassword } = parts;
  return [{ kind, replica: type === 'READ_REPLICA', parts: withoutPassword }];
}

function readable(read: () => ConnectionParts): ConnectionParts | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
