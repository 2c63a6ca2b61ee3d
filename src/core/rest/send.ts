import { Failure, message } from '../errors';
import { classifyKey } from '../keys';
import type { HttpRequest } from '../ports';
import type { RestRequest } from './request';

/** Where and as whom a request goes. `authentication` holds the headers of the provider's policy. */
export interface Destination {
  readonly projectUrl: string;
  readonly restBase: string;
  readonly authentication: Readonly<Record<string, string>>;
  /** For the profile headers of requests that name no schema themselves. */
  readonly schema?: string;
}

/** The HTTP request for a written one. What the person wrote wins over what we add. Throws `badInput`. */
export function toHttpRequest(request: RestRequest, destination: Destination): HttpRequest {
  const { method, body, headers, directives } = request;
  const profile = method === 'GET' || method === 'HEAD' ? 'Accept-Profile' : 'Content-Profile';
  const schema = directives.schema ?? destination.schema;
  checkBody(request);
  checkHost(request);
  return {
    method,
    url: resolve(request.target, destination),
    headers: merge(
      {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(schema === undefined ? {} : { [profile]: schema }),
        ...destination.authentication,
      },
      headers,
    ),
    ...(body === undefined ? {} : { body }),
  };
}

/** Behind an ingress that many projects share, the name decides which of them gets the key. */
function checkHost({ headers }: RestRequest) {
  if (!Object.keys(headers).some((name) => /^(?:host|x-forwarded-host)$/i.test(name))) return;
  throw new Failure(
    'badInput',
    message('Take the Host header out: the key of this project is sent to its own address alone.'),
  );
}

/** What an address would be rewritten for, so that another table is meant than the one that is read here. */
const rewritten = /\\|(?:^|\/)(?:\.|%2e){1,2}(?=\/|$)/i;

function resolve(target: string, { projectUrl, restBase, authentication }: Destination): string {
  const written = target.replaceAll('#', '%23');
  if (rewritten.test(written.replace(/\?.*$/s, ''))) {
    throw new Failure(
      'badInput',
      message(
        'The path holds a part such as .. or a backslash, which leads elsewhere. Write the path itself, and a backslash in a name as %5C.',
      ),
    );
  }
  const basePath = new URL(restBase).pathname.replace(/\/$/, '');
  const hasBase = /^[/?]|^$/.test(written.slice(basePath.length)) && written.startsWith(basePath);
  const base = hasBase ? new URL(restBase).origin : restBase;
  const url = parse(/^https?:/i.test(written) ? written : base + written);
  if (url.origin !== new URL(projectUrl).origin) {
    throw new Failure(
      'wrongOrigin',
      message(
        'This request is for {0}, but the project is at {1}: its keys are not sent anywhere else. Choose the project of that address, or write the path alone.',
        url.origin,
        new URL(projectUrl).origin,
      ),
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new Failure(
      'badInput',
      message('Take the user and the password out of the address: they would end up in logs.'),
    );
  }
  if (url.searchParams.has('apikey')) {
    throw new Failure(
      'badInput',
      message(
        'Take "apikey" out of the address: keys in addresses end up in logs. The key of the chosen role is sent as a header.',
      ),
    );
  }
  if (holdsKey(written, authentication)) {
    throw new Failure(
      'badInput',
      message(
        'Take the key out of the address, also where a variable puts it there: addresses end up in logs. The key of the chosen role is sent as a header.',
      ),
    );
  }
  return url.href;
}

/** Shorter values may stand in any word. */
const shortestKey = 16;

/** A secret key of any project, or what this very request is sent with. */
function holdsKey(address: string, authentication: Destination['authentication']): boolean {
  const readable = decoded(address);
  const words = readable.match(/sbp?_\w+|flx_\w+|eyJ[\w-]+\.[\w-]+\.[\w-]*/g) ?? [];
  const sent = Object.values(authentication).map((value) => value.replace(/^Bearer /, ''));
  return (
    words.some(isElevated) ||
    sent.some((value) => value.length >= shortestKey && readable.includes(value))
  );
}

function isElevated(word: string): boolean {
  const key = classifyKey(word);
  if (key.kind === 'jwt') return key.role === 'service_role';
  return key.kind === 'secret' || key.kind === 'accountToken';
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

function parse(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw new Failure('badInput', message('"{0}" is not an address that can be requested.', text));
  }
}

function checkBody({ body, headers }: RestRequest) {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type');
  if (body === undefined || (type && !type[1].includes('json'))) return;
  try {
    JSON.parse(body);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure(
      'badInput',
      message(
        'The body is not valid JSON ({0}). Mend it, or say what it is with a Content-Type header.',
        why,
      ),
    );
  }
}

/** Header names are the same whatever their case. */
function merge(ours: Record<string, string>, theirs: Readonly<Record<string, string>>) {
  const names = new Set(Object.keys(theirs).map((name) => name.toLowerCase()));
  const kept = Object.entries(ours).filter(([name]) => !names.has(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...theirs };
}
