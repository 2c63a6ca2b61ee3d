import type { IncomingMessage } from 'node:http';
import { type Answer, type Exchange, reply } from './gateway';

/** Kong 2.8.1's name for itself, on its own answers and on those it passes on. */
export const SERVER = { server: 'kong/2.8.1' };
export const VIA = { via: 'kong/2.8.1' };

/** What Kong says when a server behind it does not answer. */
export const UNREACHABLE = { message: 'An invalid response was received from the upstream server' };

/** The consumers that Kong knows, by their keys. */
export type Consumer = 'anon' | 'service_role';

/**
 * Kong's key-auth plugin: the key is the header `apikey`, else the query parameter of that name.
 * Answers 401 and returns undefined when the key is missing, given twice or unknown.
 */
export function keyAuth(
  { url, incoming, outgoing }: Exchange,
  keys: Readonly<Record<Consumer, string>>,
): Consumer | undefined {
  const inHeader = headerValues(incoming, 'apikey');
  const found = inHeader.length > 0 ? inHeader : url.searchParams.getAll('apikey');
  const [key = ''] = found;
  if (found.length > 1) {
    refuse(401, 'Duplicate API key found');
  } else if (key === '') {
    refuse(401, 'No API key found in request', { 'www-authenticate': 'Key realm="kong"' });
  } else if (key === keys.anon) {
    return 'anon';
  } else if (key === keys.service_role) {
    return 'service_role';
  } else {
    refuse(401, 'Invalid authentication credentials');
  }
  return undefined;

  function refuse(status: number, message: string, headers: Record<string, string> = {}) {
    reply(outgoing, status, { message }, { ...SERVER, ...headers });
  }
}

function headerValues({ rawHeaders }: IncomingMessage, name: string): string[] {
  return rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === name);
}

/** Kong's acl plugin refusing a consumer. */
export const refuseConsumer: Answer = ({ outgoing }) =>
  reply(outgoing, 403, { message: 'You cannot consume this service' }, SERVER);

/** A path that no route has. */
export const noRoute: Answer = ({ outgoing }) =>
  reply(outgoing, 404, { message: 'no Route matched with those values' }, SERVER);

/** A route whose server is not part of the sandbox. */
export const noServer: Answer = ({ outgoing }) =>
  reply(outgoing, 503, { message: 'name resolution failed' }, SERVER);
