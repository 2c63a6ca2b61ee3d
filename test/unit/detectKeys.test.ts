import assert from 'node:assert/strict';
import { detectProject } from '../../src/core/detectProject';
import { plain } from '../../src/core/errors';
import { jwt, keys, lines, now, type Row, ref, supabaseUrl, testRows } from './pasted';

const user = /token of a signed-in user/;

const rows: readonly Row[] = [
  [
    'an anon key of Supabase, which tells its project',
    keys.anon,
    { provider: 'supabase', url: supabaseUrl, credentials: { anonKey: keys.anon } },
  ],
  [
    'a service role key in quotes',
    `"${keys.service}"`,
    { provider: 'supabase', url: supabaseUrl, credentials: { serviceRoleKey: keys.service } },
  ],
  [
    'a key after Bearer',
    `Bearer ${keys.anon}`,
    { provider: 'supabase', url: supabaseUrl, credentials: { anonKey: keys.anon } },
  ],
  [
    'a key broken over three lines',
    `${keys.anon.slice(0, 60)}\n${keys.anon.slice(60, 120)}\n${keys.anon.slice(120)}`,
    { provider: 'supabase', url: supabaseUrl, credentials: { anonKey: keys.anon } },
  ],
  [
    'a publishable key',
    keys.publishable,
    { provider: 'supabase', credentials: { anonKey: keys.publishable } },
  ],
  [
    'a secret key',
    `${keys.secret}\n`,
    { provider: 'supabase', credentials: { serviceRoleKey: keys.secret } },
  ],
  [
    'a key of the local stack',
    keys.localAnon,
    { provider: 'supabase', credentials: { anonKey: keys.localAnon } },
  ],
  [
    'a key that Powabase and a self-hosted Supabase sign alike',
    keys.powabaseService,
    { candidates: ['powabase', 'supabase'], credentials: { serviceRoleKey: keys.powabaseService } },
  ],
  [
    'a key without issuer',
    keys.fluxAnon,
    { candidates: ['flux-v1', 'powabase', 'supabase'], credentials: { anonKey: keys.fluxAnon } },
  ],
  [
    'a token for Flux v2',
    keys.fluxUser,
    { provider: 'flux-v2', credentials: { userToken: keys.fluxUser } },
  ],
  [
    'a token with a role of Flux',
    jwt({ role: 't_0123456789ab_role', sub: 'u', exp: 2_000_000_000 }),
    {
      provider: 'flux-v2',
      credentials: {
        userToken: jwt({ role: 't_0123456789ab_role', sub: 'u', exp: 2_000_000_000 }),
      },
    },
  ],
  [
    'a user’s token of Powabase, which only tells the project',
    jwt({
      iss: 'https://shop.p.powabase.ai/auth/v1',
      sub: 'u',
      role: 'authenticated',
      exp: 2_000_000_000,
    }),
    { provider: 'powabase', url: 'https://shop.p.powabase.ai', notes: [user] },
  ],
  [
    'both keys, nothing else',
    lines(keys.anon, keys.service),
    {
      provider: 'supabase',
      url: supabaseUrl,
      credentials: { anonKey: keys.anon, serviceRoleKey: keys.service },
    },
  ],
  [
    'what flux keys prints',
    lines('anon', `  ${keys.fluxAnon}`, 'service_role', `  ${keys.fluxService}`),
    {
      candidates: ['flux-v1', 'powabase', 'supabase'],
      credentials: { anonKey: keys.fluxAnon, serviceRoleKey: keys.fluxService },
    },
  ],
];

describe('pasted keys', () => testRows(rows));

/** `hunter2` stands in every place that a secret could. */
const nothing: readonly (readonly [what: string, text: string, sentence: RegExp])[] = [
  ['nothing', '', /^Paste a project URL/],
  ['blanks', ' \n\t ', /^Paste a project URL/],
  ['prose', 'Please ask Ann for the password, I think it was hunter2.', /Nothing of a project/],
  ['a word', 'hunter2', /Nothing of a project/],
  ['a number', '54321', /Nothing of a project/],
  ['a token of a Supabase account', keys.accountOfSupabase, /opens the account, not a project/],
  ['a token of a Flux account', `FLUX_API_TOKEN=${keys.accountOfFlux}`, /API token of Flux/],
  ['half a JWT', keys.anon.slice(0, 50), /not a whole JWT/],
  ['a JWT without its signature', keys.anon.replace(/\.[^.]+$/, ''), /not a whole JWT/],
  ['an expired key', jwt({ role: 'anon', exp: 1_600_000_000 }), /expired on 2020-09-13/],
  ['half a new key', 'sb_secret_hunter2', /not a whole key/],
  [
    'Powabase Studio without a project',
    'https://app.powabase.ai/organizations',
    /This is Powabase Studio/,
  ],
  [
    'the dashboard of Supabase without a project',
    'https://supabase.com/dashboard/project/_?showConnect=true',
    /This is the Supabase dashboard/,
  ],
  ['the documentation of Supabase', 'https://supabase.com/docs/guides/api', /dashboard|page about/],
  [
    'the documentation of Powabase',
    'https://docs.powabase.ai/guides/auth-connection',
    /page about a system/,
  ],
  ['the dashboard of Flux', 'https://flux.vsl-base.com/projects', /This is the Flux dashboard/],
  [
    'the docs of Flux with half a project',
    'https://flux.vsl-base.com/docs/v2-first-request?slug=notes&hash=12',
    /This is the Flux dashboard/,
  ],
  ['the host of the database', 'https://db.p.powabase.ai', /host of the database/],
  ['a web page of others', 'https://github.com/ann/hunter2/blob/main/README.md', /is a page/],
  ['a domain without scheme', 'data.example.org', /https:\/\/ in front/],
  [
    'a user and a password in a URL',
    'https://ann:hunter2@example.org',
    /Leave the user and the password out/,
  ],
  ['javascript:', 'javascript:alert("hunter2")', /starts with https/],
  ['file:', 'file:///home/ann/hunter2', /starts with https/],
  ['data:', 'data:text/html,hunter2', /starts with https/],
  ['ftp:', 'ftp://ann:hunter2@example.org/', /starts with https/],
  ['MySQL', 'mysql://ann:hunter2@db.example.org/shop', /another kind of database/],
  ['a file of SQLite in a .env', 'DATABASE_URL="file:./hunter2.db"', /Nothing of a project/],
  ['half a URL', 'https://', /^This is not a URL/],
  [
    'half a connection string',
    'postgresql://ann:hunter2@db.example.org:port/shop',
    /cannot be read/,
  ],
  [
    'a connection to a socket',
    'host=/var/run/postgresql user=hunter2 dbname=hunter2',
    /Unix socket/,
  ],
  [
    'code whose values are elsewhere',
    'new Pool({ host: process.env.DB_HOST, password: "hunter2" })',
    /from variables/,
  ],
  [
    'an example .env',
    lines(
      'SUPABASE_URL=https://your-project-ref.supabase.co',
      'SUPABASE_ANON_KEY=your-anon-key-hunter2',
    ),
    /SUPABASE_URL still holds a placeholder/,
  ],
  [
    'an example with angle brackets',
    lines(
      'VITE_POWABASE_URL=https://<ref>.p.powabase.ai',
      'VITE_POWABASE_ANON_KEY=<anon key from Connect modal>',
    ),
    /still holds a placeholder/,
  ],
  [
    'masked values',
    lines('Service Role (Secret) Key', '••••••••••••••••••••••••'),
    /still holds a placeholder/,
  ],
  [
    'a .env of comments',
    lines(`# SUPABASE_URL=${supabaseUrl}`, `// ${keys.anon}`),
    /Nothing of a project/,
  ],
  [
    'a .env of others',
    lines(
      'OPENAI_API_KEY=hunter2hunter2',
      'PORT=3000',
      'SECRET_KEY=hunter2hunter2',
      'NODE_ENV=production',
    ),
    /Nothing of a project/,
  ],
  [
    'flux.json before init',
    '{ "slug": "notes", "hash": "REPLACE_AFTER_FLUX_INIT" }',
    /Run `flux init`/,
  ],
  [
    'JSON of others',
    '{ "name": "hunter2", "version": "1.0.0", "dependencies": {} }',
    /Nothing of a project/,
  ],
  [
    'a web page’s source',
    `<!DOCTYPE html><html><body>${supabaseUrl} hunter2</body></html>`,
    /source of a web page/,
  ],
  ['something binary', `\u007fELF\0\u0001hunter2\0${supabaseUrl}`, /not a text/],
  ['UTF-16 read as bytes', [...supabaseUrl].join('\0'), /not a text/],
  ['more than a megabyte', `hunter2 ${'x'.repeat(1_100_000)}`, /too long/],
];

describe('a text that holds no project', () => {
  for (const [what, text, sentence] of nothing) {
    it(`is ${what}: one sentence says why, without a secret`, () => {
      const detection = detectProject(text, now);
      assert.equal(detection.kind, 'nothing', JSON.stringify(detection));
      if (detection.kind !== 'nothing') return;
      const words = plain(detection.sentence);
      assert.match(words, sentence);
      assert.doesNotMatch(words, /hunter2|eyJ|sb_secret_h|0123456789/);
      assert.ok(words.length < 200, words);
    });
  }
});

const mega = 1_000_000;
const fill = (piece: string) => piece.repeat(Math.floor(mega / piece.length));

/** Each would cost a pattern that starts again at every character hours. */
const hostile: readonly (readonly [what: string, text: string])[] = [
  ['one word', fill('x')],
  ['line breaks', `${fill('\n')}x`],
  ['blanks in front of nothing', `A=${fill(' ')}x`],
  ['at signs in a URI', `postgres://${fill('@')}`],
  ['slashes', fill('/')],
  ['beginnings of JWTs', fill('eyJ')],
  ['dots of JWTs', fill('eyJa.')],
  ['beginnings of keys', fill('sb_secret_ ')],
  ['lines with quotes that never end', fill('A="\n')],
  ['backslashes in quotes', `A="${fill('\\"')}`],
  ['smart quotes', fill('“')],
  ['opening brackets', fill('[')],
  ['JSON of many keys', `{${fill('"a":1,')}"b":2}`],
  ['curl with quotes that never end', `curl ${fill(`'\\''`)}`],
  ['curls', fill('curl ')],
  ['psql with quotes', `psql ${fill('"a" ')}`],
  ['calls that never end', fill('new Pool({ ')],
  ['comments that never end', fill('/* ')],
  ['escapes of a terminal', fill('\u001b[')],
  ['links of a terminal', fill('\u001b]8;;')],
  ['quotation marks of mails', fill('> ')],
  ['fences', fill('```\n')],
  ['URLs without end', fill('https://a.b/')],
  ['a thousand projects', fill(`https://${ref}.supabase.co `)],
  ['names of a .env', fill('SUPABASE_URL=https://x.supabase.co\n')],
  [
    'many different projects',
    Array.from(
      { length: 20_000 },
      (_, index) => `U${index}_SUPABASE_URL=https://p${index}.supabase.co`,
    ).join('\n'),
  ],
  ['sections of TOML', `[api]\n${fill('port = 1\n')}`],
  ['table cells', fill('| a ')],
  ['half characters', fill('\ud83d')],
  ['control characters', fill('\u0001\u001f\u007f')],
];

describe('a hostile megabyte', function () {
  this.timeout(20_000);

  for (const [what, text] of hostile) {
    it(`of ${what} is answered in time that grows with its length only`, () => {
      const start = performance.now();
      detectProject(text, now);
      const took = performance.now() - start;
      assert.ok(took < 10_000, `${Math.round(took)} ms`);
    });
  }
});

/** Texts that are good by themselves, to be cut, joined and spoiled. */
const good = [
  supabaseUrl,
  keys.anon,
  `postgresql://postgres:pw@db.${ref}.supabase.co:5432/postgres`,
  `SUPABASE_URL=${supabaseUrl}\nSUPABASE_ANON_KEY="${keys.anon}"`,
  `curl '${supabaseUrl}/rest/v1/t' -H "apikey: ${keys.anon}"`,
  'new Pool({ host: "h.example", password: "p" })',
  '{ "slug": "notes", "hash": "0123abc" }',
  '[api]\nport = 54321\n[db]\nport = 54322',
  'Host=h;Password="a""b"',
  'jdbc:postgresql://h/d?user=u%',
];
const spoiling = [
  '"',
  "'",
  '`',
  '\\',
  '\n',
  ' ',
  '=',
  ':',
  '@',
  '%',
  '%00',
  '{',
  ')',
  '\u0000',
  '\ud83d',
  '\u001b[',
  '“',
  '#',
  '$x',
  '\u2028',
];

describe('a spoiled text', function () {
  this.timeout(20_000);

  it('never makes it throw, wherever it is cut and whatever is put in', () => {
    for (const text of good) {
      for (let at = 0; at <= text.length; at += 1) {
        const piece = spoiling[at % spoiling.length] ?? '';
        const other = good[at % good.length] ?? '';
        for (const spoiled of [
          text.slice(0, at),
          text.slice(at),
          text.slice(0, at) + piece + text.slice(at),
          text.slice(0, at) + other,
        ]) {
          const { kind } = detectProject(spoiled, now);
          assert.ok(kind === 'draft' || kind === 'nothing');
        }
      }
    }
  });
});
