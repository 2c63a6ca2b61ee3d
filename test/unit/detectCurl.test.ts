import { fluxUrl, jwt, keys, lines, powabaseUrl, type Row, supabaseUrl, testRows } from './pasted';

const curl: readonly Row[] = [
  [
    'with both headers',
    lines(
      `curl '${supabaseUrl}/rest/v1/todos?select=*&limit=5' \\`,
      `  -H "apikey: ${keys.anon}" \\`,
      `  -H "Authorization: Bearer ${keys.anon}"`,
    ),
    { provider: 'supabase', url: supabaseUrl, credentials: { anonKey: keys.anon } },
  ],
  [
    'as a browser copies it',
    `curl -X POST --location $'${powabaseUrl}/api/agents' --compressed --header 'apikey: ${keys.powabaseService}' --header $'Authorization: Bearer ${keys.powabaseService}' --data-raw $'{"url":"https://example.org","it\\'s":1}'`,
    {
      provider: 'powabase',
      url: powabaseUrl,
      credentials: { serviceRoleKey: keys.powabaseService },
    },
  ],
  [
    'of Flux',
    `curl -s "${fluxUrl}/notes?select=*&limit=5" -H "Authorization: Bearer ${keys.fluxUser}" | jq`,
    { provider: 'flux-v2', url: fluxUrl, name: 'notes', credentials: { userToken: keys.fluxUser } },
  ],
  [
    'to a domain of one’s own',
    `curl https://notes.example.org/notes?select=* -H 'Authorization: Bearer ${keys.fluxUser}'`,
    {
      provider: 'flux-v2',
      url: 'https://notes.example.org',
      credentials: { userToken: keys.fluxUser },
    },
  ],
  [
    'with variables for keys',
    `curl "${supabaseUrl}/rest/v1/todos" -H "apikey: $SUPABASE_KEY" -H "Authorization: Bearer $SUPABASE_KEY"`,
    { provider: 'supabase', url: supabaseUrl },
  ],
  [
    'with a user’s token, which is left out',
    `curl ${supabaseUrl}/rest/v1/todos -H 'apikey: ${keys.publishable}' -H 'Authorization: Bearer ${jwt({ iss: `${supabaseUrl}/auth/v1`, sub: 'u', role: 'authenticated', exp: 2_000_000_000 })}'`,
    {
      provider: 'supabase',
      url: supabaseUrl,
      credentials: { publishableKey: keys.publishable },
      notes: [/token of a signed-in user/],
    },
  ],
  [
    'of Windows',
    lines('curl.exe ^', `  -H "apikey: ${keys.anon}" ^`, `  ${supabaseUrl}/rest/v1/`),
    { provider: 'supabase', url: supabaseUrl, credentials: { anonKey: keys.anon } },
  ],
];

describe('a pasted curl command', () => testRows(curl));
