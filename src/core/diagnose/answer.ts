import * as v from 'valibot';
import { type Message, message } from '../errors';
import type { ProviderId, RoleId } from '../model';
import { redact } from '../redact';
import { type Remedy, reloadSchema, sendForJson, type Topic } from '../remedy';

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
  readonly method?: string;
  /** The path of the request, without its query. */
  readonly path?: string;
  /** The schema that the request asked for. */
  readonly schema?: string;
  /** The role that Postgres knows the request by, where the key or the token names it. */
  readonly databaseRole?: string;
}

/** Who refused. */
export type Layer =
  | 'Gateway'
  | 'PostgREST'
  | 'Postgres'
  | 'Project Service'
  | 'Auth'
  | 'Storage'
  | 'Edge Functions'
  | 'Other server';

/** Who refused a request, why, and what to do. No secret is in it. */
export interface Diagnosis {
  readonly layer: Layer;
  readonly sentence: Message;
  readonly advice: Message;
  /** PostgREST's code or Postgres' SQLSTATE. */
  readonly code?: string;
  /** What can be done at once; the last one is the page that explains it. */
  readonly remedies: readonly Remedy[];
  /** The server's own words. */
  readonly details: readonly { readonly label: string; readonly text: string }[];
}

/** What is wrong, what to do about it, and what is offered for it. */
export interface Verdict {
  readonly sentence: Message;
  readonly advice: Message;
  readonly topic: Topic;
  readonly remedies: readonly Remedy[];
}

/** What a table offers beside its words. */
export type Offer = 'setKey' | 'setUrl' | 'reloadSchema' | 'sendForJson';

/** A verdict before the server's words are put in: `{0}` its message, `{1}` its details, `{2}` the key's name. */
export type VerdictText = readonly [
  sentence: string,
  advice: string,
  topic?: Topic | undefined,
  offer?: Offer,
];

/** The server's words, by the names that the systems give them; all of it without secrets. */
export interface Said {
  /** False where the body was not JSON, as of a proxy's page or of a HEAD request. */
  readonly isObject: boolean;
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly details: string | undefined;
  readonly hint: string | undefined;
  readonly error: string | undefined;
  /** What GoTrue says beside or instead of `error`. */
  readonly description: string | undefined;
  /** Storage repeats the status in its body. */
  readonly statusCode: string | undefined;
}

const anything = v.optional(v.unknown());
const shape = v.object({
  code: anything,
  error_code: anything,
  message: anything,
  details: anything,
  hint: anything,
  error: anything,
  error_description: anything,
  msg: anything,
  statusCode: anything,
});

export function readAnswer({ body, headers = {} }: RefusedAnswer): Said {
  const given = parse(body);
  // A HEAD request has no body; PostgREST 13 and later name the code in this header.
  const proxied = /^PostgREST; *error=(\w+)/.exec(headers['proxy-status'] ?? '')?.[1];
  return {
    isObject: given !== undefined,
    code: textOf(given?.code) ?? textOf(given?.error_code) ?? proxied,
    message: textOf(given?.message),
    details: textOf(given?.details),
    hint: textOf(given?.hint),
    error: textOf(given?.error),
    description: textOf(given?.error_description) ?? textOf(given?.msg),
    statusCode: textOf(given?.statusCode),
  };
}

function parse(body: string): v.InferOutput<typeof shape> | undefined {
  try {
    const result = v.safeParse(shape, JSON.parse(body));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  return redact(typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value));
}

const keys: Readonly<Record<RoleId, string>> = {
  anon: 'anon key',
  service_role: 'service role key',
  user: 'project JWT',
};

/** Fills a verdict's text with what the server said and with the name of the request's key. */
export function spoken(text: VerdictText, said: Said, role: RoleId, usual: Topic): Verdict {
  const [sentence, advice, topic = usual, offer] = text;
  const { message: own, description, error, details = '' } = said;
  const words = [own ?? description ?? error ?? '', details, keys[role]];
  return {
    sentence: message(sentence, ...words),
    advice: message(advice, ...words),
    topic,
    remedies: offer === undefined ? [] : [offered(offer, role)],
  };
}

function offered(offer: Offer, role: RoleId): Remedy {
  switch (offer) {
    case 'setKey':
      return { kind: 'setKey', role };
    case 'setUrl':
      return { kind: 'setUrl' };
    case 'reloadSchema':
      return reloadSchema;
    case 'sendForJson':
      return sendForJson;
  }
}
