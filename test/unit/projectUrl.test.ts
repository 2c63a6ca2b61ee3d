import assert from 'node:assert/strict';
import { Failure } from '../../src/core/errors';
import { checkProjectUrl, isInTheClear } from '../../src/core/projectUrl';

const accepted = [
  ['https://abc.p.powabase.ai', 'https://abc.p.powabase.ai'],
  ['  https://abc.p.powabase.ai/  ', 'https://abc.p.powabase.ai'],
  ['"https://abc.p.powabase.ai"', 'https://abc.p.powabase.ai'],
  ['HTTPS://ABC.P.Powabase.AI', 'https://abc.p.powabase.ai'],
  ['abc.p.powabase.ai', 'https://abc.p.powabase.ai'],
  ['localhost:8000', 'http://localhost:8000'],
  ['127.0.0.1:54321/rest/v1', 'http://127.0.0.1:54321'],
  ['https://abc.supabase.co/rest/v1/', 'https://abc.supabase.co'],
  ['https://abc.supabase.co/rest/v1/todos?select=*#top', 'https://abc.supabase.co'],
  ['https://abc.supabase.co/auth/v1/health', 'https://abc.supabase.co'],
  ['https://example.com/backend/rest/v1', 'https://example.com/backend'],
  ['https://example.com/backend/', 'https://example.com/backend'],
  ['https://api--my--app--0123abc.vsl-base.com', 'https://api--my--app--0123abc.vsl-base.com'],
  ['http://[::1]:8000/', 'http://[::1]:8000'],
  ['http://kong:8000', 'http://kong:8000'],
  ['https://example.com/$(pass) ', 'https://example.com/$%28pass)'],
  ['https://example.com/[a](command:b)', 'https://example.com/[a]%28command:b)'],
] as const;

const refused = [
  ['', /Paste the project URL/],
  ['hello', /not a URL/],
  ['https://', /not a URL/],
  ['my project.example.com', /no spaces/],
  ['ftp://example.com', /starts with https/],
  ['https://user:hunter2@example.com', /Leave the user and the password out/],
  ['postgresql://u:hunter2@db.p.powabase.ai:5432/u', /This is the Database URL/],
  ['sb_secret_hunter2hunter2hunter2', /This is a key/],
  ['eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoiYW5vbiJ9.hunter2', /This is a key/],
  ['https://app.powabase.ai/org/shop/project/x?showConnect=true', /Powabase Studio/],
  ['https://supabase.com/dashboard/projects', /Project URL that its Connect button/],
  [
    'https://supabase.com/dashboard/project/abcdefghijklmnopqrst/settings/api',
    /https:\/\/abcdefghijklmnopqrst\.supabase\.co$/,
  ],
  ['https://flux.vsl-base.com/projects', /Service URL/],
  ['db.abcdefghijklmnopqrst.supabase.co:5432', /host of the database/],
] as const;

describe('a pasted project URL', () => {
  for (const [pasted, url] of accepted) {
    it(`${JSON.stringify(pasted)} is ${url}`, () => {
      assert.equal(checkProjectUrl(pasted), url);
    });
  }

  for (const [pasted, sentence] of refused) {
    it(`${JSON.stringify(pasted)} is refused with ${sentence.source}`, () => {
      assert.throws(
        () => checkProjectUrl(pasted),
        (error) => {
          assert.ok(error instanceof Failure);
          assert.equal(error.reason, 'badInput');
          assert.match(error.message, sentence);
          assert.ok(!error.message.includes('hunter2'), 'repeats a secret');
          return true;
        },
      );
    });
  }

  it('is in the clear when http leaves the private network', () => {
    assert.equal(isInTheClear('http://203.0.113.5:8000'), true);
    assert.equal(isInTheClear('http://backend.example.com'), true);
    assert.equal(isInTheClear('http://[2001:db8::1]:8000'), true);
    for (const url of [
      'https://backend.example.com',
      'http://localhost:8000',
      'http://127.0.0.1:54321',
      'http://[::1]:8000',
      'http://192.168.1.20:8000',
      'http://172.31.0.2',
      'http://nas.local:8000',
      'http://kong:8000',
    ]) {
      assert.equal(isInTheClear(url), false, url);
    }
  });
});
