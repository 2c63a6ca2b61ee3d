import { fluxUrl, type Row, ref, supabaseUrl, testRows } from './pasted';

const flux = ['flux-v2', 'flux-v1'] as const;
const selfHosted = ['powabase', 'supabase'] as const;
const studio = /made from that of a Studio page/;
const base = /base domain vsl-base\.com.*flux list/;

const hosted: readonly Row[] = [
  ['is that of Supabase', supabaseUrl, { provider: 'supabase', url: supabaseUrl }],
  [
    'may end in a slash and stand between blanks',
    `  ${supabaseUrl}/ \n`,
    { provider: 'supabase', url: supabaseUrl },
  ],
  [
    'may be a path of PostgREST',
    `${supabaseUrl}/rest/v1/todos?select=*`,
    { provider: 'supabase', url: supabaseUrl },
  ],
  [
    'may be a function’s',
    `https://${ref}.functions.supabase.co/hello`,
    { provider: 'supabase', url: supabaseUrl },
  ],
  [
    'may be Supabase’s staging',
    `https://${ref}.supabase.red`,
    { provider: 'supabase', url: `https://${ref}.supabase.red` },
  ],
  [
    'may have a name in the place of the reference',
    'https://our-shop.supabase.co',
    { provider: 'supabase', url: 'https://our-shop.supabase.co' },
  ],
  [
    'may be copied with what turns the direction of writing',
    `\u2068\u202e${supabaseUrl}\u202c\u2069\u200b`,
    { provider: 'supabase', url: supabaseUrl },
  ],
  ['may lack its scheme', `${ref}.supabase.co`, { provider: 'supabase', url: supabaseUrl }],
  [
    'may be in capitals',
    `HTTPS://${ref.toUpperCase()}.SUPABASE.CO`,
    { provider: 'supabase', url: supabaseUrl },
  ],
  ['may be a bare reference', ref, { provider: 'supabase', url: supabaseUrl }],
  [
    'may be the page of the dashboard',
    `https://supabase.com/dashboard/project/${ref}?showConnect=true`,
    { provider: 'supabase', url: supabaseUrl },
  ],
  [
    'may be the page of the keys',
    `https://supabase.com/dashboard/project/${ref}/settings/api-keys/`,
    { provider: 'supabase', url: supabaseUrl },
  ],
  [
    'may be the old dashboard’s',
    `https://app.supabase.com/project/${ref}`,
    { provider: 'supabase', url: supabaseUrl },
  ],
  [
    'may be one of the Management API',
    `https://api.supabase.com/v1/projects/${ref}/api-keys?reveal=true`,
    { provider: 'supabase', url: supabaseUrl },
  ],
  [
    'is that of Powabase',
    'https://shop-1a2b.p.powabase.ai',
    { provider: 'powabase', url: 'https://shop-1a2b.p.powabase.ai' },
  ],
  [
    'may be a path of the Project Service',
    'https://shop.p.powabase.ai/api/agents?limit=5',
    { provider: 'powabase', url: 'https://shop.p.powabase.ai' },
  ],
  [
    'may be a page of Powabase Studio',
    'https://app.powabase.ai/project/shop?showConnect=true&connectTab=api-keys',
    { provider: 'powabase', url: 'https://shop.p.powabase.ai', notes: [studio] },
  ],
];

const fluxes: readonly Row[] = [
  ['is a Service URL', fluxUrl, { candidates: flux, url: fluxUrl, name: 'notes' }],
  [
    'may hold a slug with two hyphens',
    'https://api--my--long-app--0123abc.vsl-base.com/notes?select=*',
    {
      candidates: flux,
      url: 'https://api--my--long-app--0123abc.vsl-base.com',
      name: 'my--long-app',
    },
  ],
  [
    'may be of another base domain, on a port',
    'http://api--notes--0123abc.flux.test:8080/',
    { candidates: flux, url: 'http://api--notes--0123abc.flux.test:8080', name: 'notes' },
  ],
  [
    'may be in capitals',
    'https://API--Notes--0123ABC.vsl-base.com',
    { candidates: flux, url: fluxUrl, name: 'notes' },
  ],
  [
    'may be of the dotted form',
    'https://api.notes.0123abc.vsl-base.com',
    { candidates: flux, url: 'https://api.notes.0123abc.vsl-base.com', name: 'notes' },
  ],
  [
    'may be of the short form',
    'https://notes-0123abc.vsl-base.com',
    { candidates: flux, url: 'https://notes-0123abc.vsl-base.com', name: 'notes' },
  ],
  [
    'may be the page of the docs with slug and hash',
    'https://flux.vsl-base.com/docs/v2-first-request?slug=notes&hash=0123abc',
    { candidates: flux, url: fluxUrl, name: 'notes', notes: [base] },
  ],
  [
    'may be that page after its redirect',
    'https://flux.vsl-base.com/docs/getting-started/first-request?slug=%20notes%20&hash=0123ABC',
    { candidates: flux, url: fluxUrl, name: 'notes', notes: [base] },
  ],
];

const own: readonly Row[] = [
  [
    'is the local stack of Supabase',
    'http://127.0.0.1:54321',
    { provider: 'supabase', url: 'http://127.0.0.1:54321' },
  ],
  [
    'may lack its scheme on this machine',
    'localhost:54321',
    { provider: 'supabase', url: 'http://localhost:54321' },
  ],
  [
    'may be IPv6',
    'http://[::1]:54321/rest/v1/',
    { provider: 'supabase', url: 'http://[::1]:54321' },
  ],
  [
    'may be the Studio of the local stack',
    'http://127.0.0.1:54323/project/default',
    { provider: 'supabase', url: 'http://127.0.0.1:54321', notes: [studio] },
  ],
  [
    'is a self-hosted gateway',
    'http://localhost:8000',
    { candidates: selfHosted, url: 'http://localhost:8000' },
  ],
  [
    'may be the Studio behind that gateway',
    'http://localhost:8000/project/default?showConnect=true',
    { candidates: selfHosted, url: 'http://localhost:8000' },
  ],
  [
    'may be an address of the network',
    'https://192.168.1.20:8443',
    { candidates: selfHosted, url: 'https://192.168.1.20:8443' },
  ],
  [
    'may be an IPv6 address of the network',
    'http://[fd00::20]:8000/',
    { candidates: selfHosted, url: 'http://[fd00::20]:8000' },
  ],
  [
    'may be a domain with a service’s path',
    'https://data.example.org/rest/v1/',
    { candidates: selfHosted, url: 'https://data.example.org' },
  ],
  [
    'may lie under a path',
    'https://example.org/backend/auth/v1/health',
    { candidates: selfHosted, url: 'https://example.org/backend' },
  ],
  [
    'tells Supabase by a service that Powabase has not',
    'https://data.example.org/functions/v1/hello',
    { provider: 'supabase', url: 'https://data.example.org' },
  ],
  [
    'tells Powabase by its Project Service',
    'https://ai.example.org/api/knowledge-bases',
    { provider: 'powabase', url: 'https://ai.example.org' },
  ],
  [
    'may be a domain that tells nothing',
    'https://data.example.org',
    { url: 'https://data.example.org' },
  ],
  ['may be a port that tells nothing', 'http://localhost:3000', { url: 'http://localhost:3000' }],
  ['may stand in quotes', '"https://data.example.org"', { url: 'https://data.example.org' }],
  ['may stand in angle brackets', `<${supabaseUrl}>`, { provider: 'supabase', url: supabaseUrl }],
  [
    'may be a link of Markdown',
    `See [our project](${supabaseUrl}) for more.`,
    { provider: 'supabase', url: supabaseUrl },
  ],
  [
    'may stand in a sentence',
    `Our API is at ${supabaseUrl}, ask Ann for the key.`,
    { provider: 'supabase', url: supabaseUrl },
  ],
];

describe('a pasted URL of a hosted project', () => testRows(hosted));
describe('a pasted URL of Flux', () => testRows(fluxes));
describe('a pasted URL of one’s own', () => testRows(own));
