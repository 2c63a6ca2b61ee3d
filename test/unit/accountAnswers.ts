import assert from 'node:assert/strict';
import type { Account, AccountAccess } from '../../src/core/accounts/account';
import { type Failure, isFailure } from '../../src/core/errors';
import type { HttpAnswer, HttpRequest, SendHttp } from '../../src/core/ports';

export const never = new AbortController().signal;

const tokens: Readonly<Record<Account['id'], string>> = {
  supabase: `sbp_${'0123456789'.repeat(4)}`,
  flux: 'flx_live_0123456789abcdef0123456789abcdef_33b0',
};

/** An account at its own address, with a token of the right form. */
export function at({ id, baseUrl }: Account, send: SendHttp): AccountAccess {
  return { send, base: baseUrl, token: tokens[id] };
}

/** Bodies by path and query. */
export type Answers = Readonly<Record<string, unknown>>;

/** Answers by path and query; what is not there is a 404. The requests are added to `seen`. */
export function answering(answers: Answers, seen: HttpRequest[] = []): SendHttp {
  return async (request) => {
    seen.push(request);
    const { pathname, search } = new URL(request.url);
    const body = answers[pathname + search];
    return body === undefined ? answer(404, '{"message":"Not Found"}') : answer(200, body);
  };
}

/** An answer; a body that is no text is written as JSON. */
export function answer(
  status: number,
  body: unknown,
  headers: HttpAnswer['headers'] = {},
): HttpAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, statusText: '', headers, body: text, milliseconds: 1 };
}

export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  try {
    await promise;
  } catch (error) {
    assert.ok(isFailure(error), String(error));
    return error;
  }
  throw new Error('It did not fail.');
}
