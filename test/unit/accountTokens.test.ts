import assert from 'node:assert/strict';
import { accounts } from '../../src/core/accounts';
import { checkAccountBase } from '../../src/core/accounts/account';
import { checkFluxToken, checkSupabaseToken } from '../../src/core/accounts/tokens';
import { asFailure, type Message, plain } from '../../src/core/errors';

const hex40 = '0123456789abcdef0123456789abcdef01234567';
const fluxBody = 'flx_live_0123456789abcdef0123456789abcdef';
/** `printf %s flx_live_0123456789abcdef0123456789abcdef | sha256sum` begins with 33b0. */
const fluxToken = `${fluxBody}_33b0`;

const said = (problem: Message | undefined) =>
  problem === undefined ? 'accepted' : plain(problem);

const supabaseTokens: readonly (readonly [string, RegExp, string])[] = [
  [`sbp_${hex40}`, /^accepted$/, 'a personal access token'],
  [` sbp_${hex40}\n`, /^accepted$/, 'one with spaces around it'],
  [`sbp_v0_${hex40}`, /^accepted$/, 'a token of the newer form'],
  [`sbp_oauth_${hex40}`, /^accepted$/, 'a token of an OAuth app'],
  [`sbp_${hex40.slice(1)}`, /not a whole token/, 'one that is a digit short'],
  [`sbp_${hex40}0`, /not a whole token/, 'one that is a digit long'],
  [`sbp_${hex40.toUpperCase()}`, /not a whole token/, 'capital letters'],
  [`sbp_${hex40}\nX-Injected: yes`, /not a whole token/, 'a header smuggled in'],
  [fluxToken, /token of Flux/, 'a token of Flux'],
  ['sb_secret_0123456789abcdefghijkl_01234567', /key of a project/, 'a secret key'],
  ['sb_publishable_0123456789abcdefghijkl_01234567', /key of a project/, 'a publishable key'],
  ['eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoiYW5vbiJ9.c2lnbmF0dXJl', /key of a project/, 'a JWT'],
  ['https://abcdefghijklmnopqrst.supabase.co', /is a URL/, 'a project URL'],
  ['hunter2-hunter2', /begins with sbp_/, 'anything else'],
  ['', /begins with sbp_/, 'nothing'],
];

const fluxTokens: readonly (readonly [string, RegExp, string])[] = [
  [fluxToken, /^accepted$/, 'an API key'],
  // Its SHA-256 begins with 0f0e.
  [`flx_live_${'99'.padStart(32, '0')}_0f0e`, /^accepted$/, 'a checksum that begins with a zero'],
  [` ${fluxToken} `, /^accepted$/, 'one with spaces around it'],
  [`${fluxBody}_0000`, /last four digits do not fit/, 'a wrong checksum'],
  [fluxToken.replace('0123', '1123'), /last four digits do not fit/, 'a changed digit'],
  [fluxBody, /not a whole token/, 'one without its checksum'],
  [`${fluxToken}0`, /not a whole token/, 'one that is a digit long'],
  ['flx_mcp_0123456789ab_secret_0123', /cannot read the keys/, 'a token for agents'],
  [`sbp_${hex40}`, /token of Supabase/, 'a token of Supabase'],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1In0.c2lnbmF0dXJl', /key of a project/, 'a project JWT'],
  ['https://api--shop--0123abc.vsl-base.com', /is a URL/, 'a Service URL'],
  ['hunter2-hunter2', /begins with flx_live_/, 'anything else'],
];

describe('a token of Supabase', () => {
  for (const [token, sentence, what] of supabaseTokens) {
    it(`is judged without asking anybody: ${what}`, () => {
      const sentenceSaid = said(checkSupabaseToken(token));
      assert.match(sentenceSaid, sentence);
      if (token.length > 12) assert.ok(!sentenceSaid.includes(token.trim().slice(-8)));
    });
  }
});

describe('a token of Flux', () => {
  for (const [token, sentence, what] of fluxTokens) {
    it(`is judged without asking anybody: ${what}`, async () => {
      const sentenceSaid = said(await checkFluxToken(token));
      assert.match(sentenceSaid, sentence);
      assert.ok(!sentenceSaid.includes(token.trim().slice(-8)));
    });
  }
});

describe('the address of an account API', () => {
  const accepted = [
    ['https://api.supabase.com', 'https://api.supabase.com'],
    ['https://api.supabase.com/', 'https://api.supabase.com'],
    [' https://flux.vsl-base.com/api/ ', 'https://flux.vsl-base.com/api'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
    ['http://localhost:4000/api', 'http://localhost:4000/api'],
    ['http://[::1]:4000', 'http://[::1]:4000'],
  ] as const;
  for (const [base, clean] of accepted) {
    it(`may be ${base.trim()}`, () => assert.equal(checkAccountBase(base), clean));
  }

  const refused = [
    ['http://api.supabase.com', /could be read on its way/],
    ['ftp://api.supabase.com', /begin with https/],
    ['javascript:alert(1)', /begin with https/],
    ['https://ada:lovelace@api.supabase.com', /an origin and a path alone/],
    ['https://api.supabase.com/?to=', /an origin and a path alone/],
    ['https://api.supabase.com/#a', /an origin and a path alone/],
    ['api.supabase.com', /is not a URL/],
    ['', /is not a URL/],
  ] as const;
  for (const [base, sentence] of refused) {
    it(`is judged: ${base}`, () => {
      let answer = 'accepted';
      try {
        checkAccountBase(base);
      } catch (error) {
        const failure = asFailure(error);
        assert.equal(failure.reason, 'badInput');
        answer = failure.message;
      }
      assert.match(answer, sentence);
      assert.ok(!answer.includes('lovelace'));
    });
  }
});

describe('every account', () => {
  for (const account of accounts) {
    it(`${account.label} asks over https, and takes tokens that begin like its example`, async () => {
      assert.equal(checkAccountBase(account.baseUrl), account.baseUrl);
      assert.equal(new URL(account.tokenUrl).protocol, 'https:');
      const tokens = [`sbp_${hex40}`, fluxToken];
      const prefix = account.tokenExample.replace('…', '');
      for (const token of tokens) {
        const problem = await account.checkToken(token);
        assert.equal(problem === undefined, token.startsWith(prefix), token);
      }
    });
  }

  it('has an id of its own', () => {
    assert.deepEqual(
      accounts.map(({ id }) => id),
      ['supabase', 'flux'],
    );
  });
});
