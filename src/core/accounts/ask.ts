import * as v from 'valibot';
import { Failure, type FailureDetail, type Message, message, type Reason } from '../errors';
import type { HttpAnswer } from '../ports';
import { redact } from '../redact';
import { type AccountAccess, type AccountFacts, checkAccountBase } from './account';

/** Characters. A page of a hundred projects has a twentieth of it. */
const longest = 2 * 1024 * 1024;

/**
 * What the API answers to a GET of `path`: JSON whose shape nobody has checked. Redirects are not followed.
 * Throws a `Failure`: `refusedLogin` where the token is not accepted, `unreachable` where asking at once again
 * is of no use, `badAnswer` where this one question has no answer.
 */
export async function ask(
  { send, base, token }: AccountAccess,
  facts: AccountFacts,
  path: string,
  signal: AbortSignal,
): Promise<unknown> {
  const url = checkAccountBase(base) + path;
  const secret = token.trim();
  const headers = { Authorization: `Bearer ${secret}`, Accept: 'application/json' };
  const answer = await send({ method: 'GET', url, headers }, signal);
  if (answer.status >= 200 && answer.status < 300) return parseBody(answer, facts, url);
  throw refused(answer, facts, url, secret);
}

/** The elements of a list that have this shape; the others are left out. Throws `badAnswer` when it is no list. */
export function readEach<T>(
  facts: AccountFacts,
  shape: v.GenericSchema<unknown, T>,
  list: unknown,
): readonly T[] {
  if (!Array.isArray(list)) throw unknownShape(facts);
  return list.flatMap((element) => {
    const result = v.safeParse(shape, element);
    return result.success ? [result.output] : [];
  });
}

/** The answer in this shape. Throws `badAnswer` when it has another. */
export function readOne<T>(
  facts: AccountFacts,
  shape: v.GenericSchema<unknown, T>,
  json: unknown,
): T {
  const result = v.safeParse(shape, json);
  if (!result.success) throw unknownShape(facts);
  return result.output;
}

/** A name for a person to read: one line, not long. */
export const shownName = v.pipe(
  v.string(),
  v.transform((text) => text.replace(/[\p{C}\s]+/gu, ' ').trim()),
  v.nonEmpty(),
  v.transform((text) => text.replace(/^(.{79}).{2,}$/su, '$1…')),
);

function parseBody({ body }: HttpAnswer, facts: AccountFacts, url: string): unknown {
  if (body.length > longest) throw stranger(facts, url);
  try {
    return JSON.parse(body);
  } catch {
    throw stranger(facts, url);
  }
}

function stranger({ label }: AccountFacts, url: string): Failure {
  return new Failure(
    'badAnswer',
    message('What answers at {0} is not the API of {1}.', new URL(url).origin, label),
    { hint: checkBase },
  );
}

function unknownShape({ label }: AccountFacts): Failure {
  return new Failure(
    'badAnswer',
    message('The API of {0} gave an answer of another form.', label),
    {
      hint: checkBase,
    },
  );
}

const checkBase = message(
  'Check the address of the account API. If it is right, add the project by its URL and keys.',
);

function refused(answer: HttpAnswer, facts: AccountFacts, url: string, token: string): Failure {
  const { status } = answer;
  // A proxy's or another server's page says nothing of the token.
  if (status >= 400 && status < 500 && /^\s*</.test(answer.body)) return stranger(facts, url);
  const { label, tokenUrl } = facts;
  const words = saidBy(answer, token);
  const fail = (reason: Reason, sentence: Message, hint: Message) => {
    const detail: FailureDetail = words === undefined ? { hint } : { hint, detail: words };
    return new Failure(reason, sentence, detail);
  };
  if (status === 401) {
    return fail(
      'refusedLogin',
      message('{0} does not accept this token.', label),
      message('It may be revoked or expired. Make a new one at {0}.', tokenUrl),
    );
  }
  if (status === 403) {
    return fail(
      'badAnswer',
      message('{0} does not allow this to the token.', label),
      message(
        'Make a token with the rights for it at {0}, or ask an owner of the organization.',
        tokenUrl,
      ),
    );
  }
  if (status === 429) {
    return fail(
      'unreachable',
      message('{0} takes no more requests with this token for now.', label),
      waitFor(answer),
    );
  }
  if (status >= 300 && status < 400) {
    return fail(
      'badAnswer',
      message('{0} points to another address; the token is not sent there.', new URL(url).origin),
      checkBase,
    );
  }
  if (status >= 500) {
    return fail(
      'badAnswer',
      message('{0} failed with status {1}.', label, String(status)),
      message('Try again in a minute, and see in the dashboard whether the project is running.'),
    );
  }
  return fail(
    'badAnswer',
    message('{0} refused the request with status {1}.', label, String(status)),
    message('List the projects again: this one may be gone, or belong to another account.'),
  );
}

/** Supabase counts the seconds in `x-ratelimit-reset`, others in `retry-after`. */
function waitFor({ headers }: HttpAnswer): Message {
  const seconds = /^\d{1,4}$/.exec(headers['retry-after'] ?? headers['x-ratelimit-reset'] ?? '');
  return seconds === null
    ? message('Wait a minute, then try again.')
    : message('Wait {0} seconds, then try again.', seconds[0]);
}

const saying = v.object({ message: v.optional(v.string()), error: v.optional(v.string()) });

/** The server's own words, `{"message": …}` or `{"error": …}`, without the token. */
function saidBy({ body }: HttpAnswer, token: string): Message | undefined {
  if (body.length > longest) return undefined;
  try {
    const { message: text, error = text } = v.parse(saying, JSON.parse(body));
    return error === undefined
      ? undefined
      : message('{0}', redact(error.slice(0, 2000), [token]).slice(0, 300));
  } catch {
    return undefined;
  }
}
