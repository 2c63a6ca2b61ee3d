import * as v from 'valibot';
import type { Message } from '../errors';
import type { ProviderId, RoleId } from '../model';
import { redact } from '../redact';

/** An answer that is not success. */
export interface RefusedAnswer {
  readonly provider: ProviderId;
  /** The HTTP status. */
  readonly status: number;
  readonly body: string;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The role that the request was sent as. */
  readonly role: RoleId;
}

/** Who refused. */
export type Layer =
  | 'Gateway'
  | 'PostgREST'
  | 'Postgres'
  | 'Project Service'
  | 'Auth'
  | 'Storage'
  | 'Other server';

/** Who refused a request, why, and what to do. No secret is in it. */
export interface Diagnosis {
  readonly layer: Layer;
  readonly sentence: Message;
  readonly advice: Message;
  /** PostgREST's code or Postgres' SQLSTATE. */
  readonly code?: string;
  /** The server's own words. */
  readonly details: readonly { readonly label: string; readonly text: string }[];
}

/** A sentence and what to do, in English, with the arguments of `wordsOf`. */
export type Verdict = readonly [sentence: string, advice: string];

/** The server's words, by the names that the systems give them; all of it without secrets. */
export interface Said {
  readonly isObject: boolean;
  readonly code?: string;
  readonly message?: string;
  readonly details?: string;
  readonly hint?: string;
  readonly error?: string;
  /** What `error` says beside it: GoTrue's `error_description`, `msg`. */
  readonly description?: string;
  /** Storage repeats the status in its body. */
  readonly statusCode?: string;
}

const record = v.record(v.string(), v.unknown());

export function readAnswer({ body, headers = {} }: RefusedAnswer): Said {
  const given = parse(body);
  // A HEAD request has no body; PostgREST 13 and later name the code in this header.
  const proxied = /^PostgREST; *error=(\w+)/.exec(headers['proxy-status'] ?? '')?.[1];
  if (given === undefined) return { isObject: false, ...optional('code', proxied) };
  return {
    isObject: true,
    ...optional('code', text(given['code']) ?? text(given['error_code']) ?? proxied),
    ...optional('message', text(given['message'])),
    ...optional('details', text(given['details'])),
    ...optional('hint', text(given['hint'])),
    ...optional('error', text(given['error'])),
    ...optional('description', text(given['error_description']) ?? text(given['msg'])),
    ...optional('statusCode', text(given['statusCode'])),
  };
}

function parse(body: string): Record<string, unknown> | undefined {
  try {
    const result = v.safeParse(record, JSON.parse(body));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}

function text(value: unknown): string | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  return redact(typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value));
}

function optional<Name extends string>(name: Name, value: string | undefined) {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, string>);
}

const keys: Readonly<Record<RoleId, string>> = {
  anon: 'anon key',
  service_role: 'service role key',
  user: 'project JWT',
};

const roles: Readonly<Record<RoleId, string>> = {
  anon: 'anon',
  service_role: 'service_role',
  user: 'of the token',
};

/** What `{0}` to `{4}` of a verdict stand for: the server's message and details, the key, the role, the status. */
export function wordsOf(said: Said, { role, status }: RefusedAnswer): readonly string[] {
  const { message, error, description, details } = said;
  return [
    message ?? description ?? error ?? '',
    details ?? '',
    keys[role],
    roles[role],
    String(status),
  ];
}
