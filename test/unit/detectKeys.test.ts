import assert from 'node:assert/strict';
import { detectProject } from '../../src/core/detectProject';
import { plain } from '../../src/core/errors';
import { jwt, keys, lines, now, type Row, supabaseUrl, testRows } from './pasted';

const user = /token of a signed-in user/;

const expired = jwt({ role: 'anon', exp: 1_600_000_000 });

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
    'an expired key, with its end',
    expired,
    {
      candidates: ['flux-v1', 'powabase', 'supabase'],
      credentials: { anonKey: expired },
      notes: [/of no use now\. This token expired on 2020-09-13 12:26 UTC/],
    },
  ],
  [
    'a publishable key',
    keys.publishable,
    { provider: 'supabase', credentials: { publishableKey: keys.publishable } },
  ],
  [
    'a secret key',
    `${keys.secret}\n`,
    { provider: 'supabase', credentials: { secretKey: keys.secret } },
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
  ['dots', '...', /Nothing of a project/],
  ['a word', 'hunter2', /Nothing of a project/],
  ['a number', '54321', /Nothing of a project/],
  ['a token of a Supabase account', keys.accountOfSupabase, /opens the account, not a project/],
  ['a token of a Flux account', `FLUX_API_TOKEN=${keys.accountOfFlux}`, /API token of Flux/],
  ['half a JWT', keys.anon.slice(0, 50), /not a whole JWT/],
  ['a JWT without its signature', keys.anon.replace(/\.[^.]+$/, ''), /not a whole JWT/],
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
    lines('SUPABASE_URL=https://your-project-ref.supabase.co', 'SUPABASE_ANON_KEY=your-anon-key'),
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
  ['a URI without anything', 'postgresql://', /Nothing of a project|starts with https/],
  ['psql in prose', 'psql is a program, hunter2 is not', /names no host|Nothing of a project/],
  ['one keyword', 'password=hunter2', /Nothing of a project/],
  ['ADO.NET without a host', 'Database=shop;Password=hunter2;', /names no host/],
  [
    'a web page’s source',
    `<!DOCTYPE html><html><body>${supabaseUrl} hunter2</body></html>`,
    /source of a web page/,
  ],
  ['something binary', `\u007fELF\0\u0001hunter2\0${supabaseUrl}`, /not a text/],
  ['UTF-16 read as bytes', [...supabaseUrl].join('\0'), /not a text/],
  ['ten megabytes that are no text', '\0hunter2'.repeat(1_300_000), /too long/],
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
