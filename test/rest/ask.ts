import assert from 'node:assert/strict';
import { request } from 'node:http';

/** What came back: the body parsed where it is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

/** What goes out beside the path. A list sends a header several times. */
export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: unknown;
}

/** Sends one request exactly as it is given, without the headers that fetch adds. */
export function ask(base: string, path: string, question: Question = {}): Promise<Answer> {
  const { method = 'GET', headers = {}, body } = question;
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  const sent = { ...json, ...headers } as Record<string, string | string[]>;
  return new Promise((resolve, reject) => {
    const outgoing = request(new URL(path, base), { method, headers: sent }, async (incoming) => {
      const parts: Buffer[] = [];
      for await (const part of incoming) parts.push(part);
      const text = Buffer.concat(parts).toString('utf8');
      resolve({
        status: incoming.statusCode ?? 0,
        headers: incoming.headers,
        body: (incoming.headers['content-type'] ?? '').includes('json') ? JSON.parse(text) : text,
      });
    });
    outgoing.once('error', reject);
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** How many rows of a table a reader sees. */
export async function countRows(base: string, table: string, headers: Record<string, string>) {
  const answer = await ask(base, `${table}?select=*`, { headers });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.ok(Array.isArray(answer.body));
  return answer.body.length;
}

/** The two headers that Powabase wants: the key in both, or a token beside it. */
export const both = (key = '', token = key) => ({ apikey: key, authorization: `Bearer ${token}` });
