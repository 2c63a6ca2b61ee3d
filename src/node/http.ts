import type { Readable } from 'node:stream';
import { diagnoseNetwork } from '../core/diagnose';
import { cancelled, Failure, isFailure, message } from '../core/errors';
import type { HttpAnswer, HttpRequest, Road } from '../core/ports';
import { dispatcherFor } from './dispatcher';
import { proxyFor } from './proxy';
import { timeLimit } from './timeLimit';
import { loadUndici } from './undici';

/** Needed only behind an answer, and large: so it is no part of what activation reads. */
export { diagnose } from '../core/diagnose';

const longest = 60_000;
const sizeLimit = 256 * 1024 * 1024;

/** Sends one request, through the proxy where the road has one for its URL. */
export async function sendHttp(
  request: HttpRequest,
  road: Road,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const { request: send } = await loadUndici();
  const started = performance.now();
  const limit = timeLimit(signal, road.timeLimit ?? longest);
  try {
    const answer = await send(request.url, {
      method: request.method as 'GET',
      dispatcher: await dispatcherFor(road, request.url, request.caFile),
      // A secret key is refused by a User-Agent that looks like a browser's: ours never does.
      headers: { 'User-Agent': road.userAgent, ...request.headers },
      body: request.body ?? null,
      signal: limit.signal,
    });
    const bytes = await readBody(answer.body, Number(answer.headers['content-length'] ?? 0));
    const text = isText(answer.headers['content-type']);
    return {
      status: answer.statusCode,
      statusText: answer.statusText ?? '',
      headers: flat(answer.headers),
      body: text ? bytes.toString() : '',
      ...(text ? {} : { bytes }),
      milliseconds: performance.now() - started,
    };
  } catch (error) {
    if (signal.aborted) throw cancelled();
    if (isFailure(error)) throw error;
    const { origin } = new URL(request.url);
    const proxy = proxyFor(road, request.url)?.host;
    const { reason, sentence, advice } = diagnoseNetwork(error, origin, proxy);
    throw new Failure(reason, sentence, { hint: advice });
  } finally {
    limit.end();
  }
}

function readBody(body: Readable, announced: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    body.once('end', () => resolve(Buffer.concat(chunks)));
    body.once('error', reject);
    body.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (Math.max(size, announced) > sizeLimit) body.destroy(tooLarge());
      else chunks.push(chunk);
    });
  });
}

function tooLarge(): Failure {
  return new Failure(
    'badAnswer',
    message(
      'The answer is larger than 256 MB. Ask for fewer rows with limit=, or for fewer columns with select=.',
    ),
  );
}

/** What cannot be shown as text: pictures, archives, `application/octet-stream`. An answer that does not say is text. */
function isText(type: string | readonly string[] | undefined): boolean {
  const said = String(type ?? 'text/plain');
  return (
    /^text\/|json|xml|csv|javascript|x-www-form-urlencoded|vnd\.pgrst/i.test(said) ||
    !/^(?:image|audio|video|font|application)\//i.test(said)
  );
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  );
}
