import assert from 'node:assert/strict';
import {
  detected,
  direct,
  keys,
  lines,
  local,
  type Row,
  ref,
  supabaseUrl,
  testRows,
} from './pasted';

const dotenv: readonly Row[] = [
  ['of one line', `SUPABASE_URL=${supabaseUrl}`, { provider: 'supabase', url: supabaseUrl }],
  [
    'of one key',
    `SUPABASE_KEY="${keys.secret}"`,
    { provider: 'supabase', credentials: { secretKey: keys.secret } },
  ],
  [
    'of one database',
    `export DATABASE_URL='${direct}'`,
    { provider: 'supabase', url: supabaseUrl, credentials: { databaseUrl: direct } },
  ],
  [
    'with a blank in a password',
    `DATABASE_URL="postgresql://postgres:p w#x@db.${ref}.supabase.co:5432/postgres"`,
    {
      provider: 'supabase',
      url: supabaseUrl,
      credentials: {
        databaseUrl: `postgresql://postgres:p%20w%23x@db.${ref}.supabase.co:5432/postgres`,
      },
    },
  ],
  [
    'of Vite with the older keys, quotes, comments and CRLF',
    [
      '# Supabase',
      `VITE_SUPABASE_URL="${supabaseUrl}" # the shop`,
      `VITE_SUPABASE_ANON_KEY='${keys.anon}'`,
      '',
      '#VITE_SUPABASE_URL=https://old-shop.supabase.co',
    ].join('\r\n'),
    { provider: 'supabase', url: supabaseUrl, credentials: { anonKey: keys.anon } },
  ],
  [
    'of Expo, exported',
    lines(
      `export EXPO_PUBLIC_SUPABASE_URL=${supabaseUrl}`,
      `export EXPO_PUBLIC_SUPABASE_ANON_KEY=${keys.anon}`,
    ),
    { provider: 'supabase', url: supabaseUrl, credentials: { anonKey: keys.anon } },
  ],
  [
    'with YAML’s colons',
    lines('supabase:', `  url: ${supabaseUrl}`, `  anonKey: ${keys.anon}`),
    { provider: 'supabase', url: supabaseUrl, credentials: { anonKey: keys.anon } },
  ],
  [
    'of PowerShell',
    lines(`$env:SUPABASE_URL = '${supabaseUrl}'`, `$env:SUPABASE_ANON_KEY = '${keys.anon}'`),
    { provider: 'supabase', url: supabaseUrl, credentials: { anonKey: keys.anon } },
  ],
  [
    'with a BOM, smart quotes and a wrapped key',
    `\ufeffSUPABASE_URL=“${supabaseUrl}”\nSUPABASE_ANON_KEY=${keys.anon.slice(0, 70)}\n${keys.anon.slice(70)}\n`,
    { provider: 'supabase', url: supabaseUrl, credentials: { anonKey: keys.anon } },
  ],
  [
    'in small letters, all in one line',
    `database_url=${local} anon_key=${keys.localAnon} supabase_url=http://127.0.0.1:54321`,
    {
      provider: 'supabase',
      url: 'http://127.0.0.1:54321',
      credentials: { databaseUrl: local, anonKey: keys.localAnon },
    },
  ],
];

describe('the text of a .env, however it is written,', () => {
  testRows(dotenv);

  it('tells which variable each credential stands in, so that it can be referred to', () => {
    const { draft } = detected(
      lines(`SUPABASE_URL=${supabaseUrl}`, `SUPABASE_KEY=${keys.anon}`, `DATABASE_URL=${direct}`),
    );
    assert.deepEqual(draft.variables, { anonKey: 'SUPABASE_KEY', databaseUrl: 'DATABASE_URL' });
  });

  it('names no variable where a reference would find something else', () => {
    const { draft } = detected(
      lines(
        `SUPABASE_URL=${supabaseUrl}`,
        `SUPABASE_KEY="${keys.publishable}"`,
        `SUPABASE_KEY="${keys.publishable}"`,
        `DATABASE=Host=db.${ref}.supabase.co;Username=postgres;Password=pw`,
        'SUPABASE_JWT_SECRET=a-secret#with-a-sign-in-it',
      ),
    );
    assert.deepEqual(Object.keys(draft.credentials), [
      'publishableKey',
      'databaseUrl',
      'jwtSecret',
    ]);
    assert.deepEqual(draft.variables, {});
  });
});
