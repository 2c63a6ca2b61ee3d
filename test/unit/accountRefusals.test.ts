import assert from 'node:assert/strict';
import type { AccountProject } from '../../src/core/accounts/account';
import { flux } from '../../src/core/accounts/flux';
import { supabase } from '../../src/core/accounts/supabase';
import { Failure, message, plain } from '../../src/core/errors';
import type { HttpAnswer, HttpRequest, SendHttp } from '../../src/core/ports';
import { answer, answering, at, failureOf, never } from './accountAnswers';

const shop: AccountProject = { id: 'abcdefghijklmnopqrst', name: 'Shop' };

const refusals: readonly (readonly [number, string, HttpAnswer['headers'], RegExp, RegExp])[] = [
  [401, '{"message":"JWT could not be decoded"}', {}, /does not accept this token/, /Make a new/],
  [403, '{"error":"MCP tokens cannot"}', {}, /does not allow this/, /rights for it/],
  [404, '{"error":"Project not found"}', {}, /refused the request with status 404/, /List/],
  [400, '{"error":"hash in path"}', {}, /refused the request with status 400/, /List/],
  [429, '{}', { 'retry-after': '17' }, /takes no more requests/, /Wait 17 seconds/],
  [429, '{}', { 'x-ratelimit-reset': '42' }, /takes no more requests/, /Wait 42 seconds/],
  [429, '', { 'retry-after': 'Fri, 01 Jan' }, /takes no more requests/, /Wait a minute/],
  [403, '<html>Blocked by the proxy</html>', {}, /is not the API of/, /Check the address/],
  [401, ' <!doctype html>', {}, /is not the API of/, /Check the address/],
  [500, '<html>oops</html>', {}, /failed with status 500/, /Try again/],
  [503, '{"error":"Docker status unavailable"}', {}, /failed with status 503/, /Try again/],
  [302, '', { location: 'https://evil.example' }, /points to another address/, /Check the address/],
];

const hostile: readonly (readonly [string, string, RegExp])[] = [
  ['a web page', '<!doctype html><title>Login</title>', /is not the API of/],
  ['nothing', '', /is not the API of/],
  ['half of an answer', '[{"slug":"acme","na', /is not the API of/],
  ['three megabytes', `[${'"x",'.repeat(750_000)}"x"]`, /is not the API of/],
  ['brackets without end', '['.repeat(1_000_000), /is not the API of/],
  ['an object', '{"projects":[]}', /an answer of another form/],
  ['a number', '42', /an answer of another form/],
  ['null', 'null', /an answer of another form/],
];

for (const account of [supabase, flux]) {
  describe(`a refusal by ${account.label}`, () => {
    const listing = (given: HttpAnswer) =>
      failureOf(
        account.list(
          at(account, async () => given),
          never,
        ),
      );

    for (const [status, body, headers, sentence, advice] of refusals) {
      it(`of status ${status} is one sentence and what to do: ${body || 'no body'}`, async () => {
        const failure = await listing(answer(status, body, headers));
        assert.match(failure.message, sentence);
        assert.ok(failure.detail.hint);
        assert.match(plain(failure.detail.hint), advice);
        assert.ok(failure.message.length < 120);
      });
    }

    for (const [what, body, sentence] of hostile) {
      it(`is said of an answer that is ${what}`, async () => {
        const failure = await listing(answer(200, body, { 'content-type': 'application/json' }));
        assert.equal(failure.reason, 'badAnswer');
        assert.match(failure.message, sentence);
      });
    }

    it('repeats the server’s words without the token', async () => {
      const { token } = at(account, answering({}));
      const echo = { message: `No right for Bearer ${token}.`, error: `${token} is not known` };
      const failure = await listing(answer(401, echo));
      assert.equal(failure.reason, 'refusedLogin');
      const words = failure.detail.detail && plain(failure.detail.detail);
      assert.equal(words, '•••• is not known');
      assert.ok(!JSON.stringify([failure.message, failure.detail]).includes(token));
    });

    it('comes before anything is sent: a wrong token, an address over http', async () => {
      const seen: HttpRequest[] = [];
      const access = at(account, answering({}, seen));
      const wrongToken = await failureOf(account.list({ ...access, token: 'hunter22' }, never));
      const toRead = await failureOf(account.read({ ...access, token: '' }, shop, never));
      const inTheClear = { ...access, base: 'http://api.example.com' };
      const wrongBase = await failureOf(account.list(inTheClear, never));
      for (const { reason } of [wrongToken, toRead, wrongBase]) assert.equal(reason, 'badInput');
      assert.ok(!wrongToken.message.includes('hunter22'));
      assert.deepEqual(seen, []);
    });
  });
}

describe('what is in the way of an account', () => {
  const inTheWay = [
    new Failure('cancelled', message('Cancelled.')),
    new Failure('unreachable', message('There is no host of this name: api.supabase.com.')),
    new Failure('timedOut', message('api.supabase.com did not answer in time.')),
  ];
  for (const failure of inTheWay) {
    it(`is passed on as it is: ${failure.reason}`, async () => {
      const late =
        (path: string): SendHttp =>
        async (request) => {
          if (request.url.includes(path)) throw failure;
          return answer(200, [{ slug: 'acme', name: 'Acme' }]);
        };
      for (const path of ['/organizations', '/projects?']) {
        assert.equal(await failureOf(supabase.list(at(supabase, late(path)), never)), failure);
      }
      for (const path of ['/projects', '/api-keys', '/pooler', '/postgrest']) {
        const send = at(supabase, late(path));
        assert.equal(await failureOf(supabase.read(send, shop, never)), failure);
      }
    });
  }

  it('ends the reading of a project: too many requests', async () => {
    const send: SendHttp = async ({ url }) =>
      url.includes('/api-keys') ? answer(429, '{}') : answer(200, {});
    const failure = await failureOf(supabase.read(at(supabase, send), shop, never));
    assert.equal(failure.message, 'Supabase takes no more requests with this token for now.');
  });
});
