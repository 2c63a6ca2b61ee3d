import assert from 'node:assert/strict';
import { detectProject } from '../../src/core/detectProject';
import { keys, now, ref, supabaseUrl } from './pasted';

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
