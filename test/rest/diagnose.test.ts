import assert from 'node:assert/strict';
import { type Diagnosis, diagnose } from '../../src/core/diagnose';
import { plain } from '../../src/core/errors';
import type { RoleId } from '../../src/core/model';
import { providerOf } from '../../src/providers';
import { type Sandbox, type SandboxProject, start } from '../sandbox';
import { now, sign } from '../sandbox/tokens';

interface Wrong {
  readonly what: string;
  /** Under PostgREST's base; `..` leaves it. */
  readonly path: string;
  readonly role?: RoleId;
  readonly key?: (project: SandboxProject) => string | Promise<string> | undefined;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly layer: Diagnosis['layer'];
  readonly sentence: RegExp;
}

const noKey = () => '';
const service = ({ serviceRoleKey }: SandboxProject) => serviceRoleKey;
const signedBy = (secret: string) =>
  sign({ role: 'anon', iss: 'supabase', sub: 'x', exp: now() + 60 }, secret);
const expired = ({ jwtSecret }: SandboxProject) =>
  sign({ role: 'anon', sub: 'x', exp: now() - 3600 }, jwtSecret);

/** Wrong in the same way at every PostgREST. */
const everywhere: readonly Wrong[] = [
  {
    what: 'an unknown table',
    path: '/custmers',
    layer: 'Postgres',
    sentence: /no such table here: .*custmers/,
  },
  {
    what: 'an unknown column',
    path: '/products?prize=eq.1',
    layer: 'Postgres',
    sentence: /no such column: .*prize/,
  },
  {
    what: 'an unknown operator',
    path: '/products?id=equals.1',
    layer: 'PostgREST',
    sentence: /^The filter cannot be read at character \d+: equals\.1$/,
  },
  {
    what: 'a select that does not end',
    path: '/products?select=id,category(',
    layer: 'PostgREST',
    sentence: /^The select parameter cannot be read at character \d+: id,category\($/,
  },
  {
    what: 'a value of the wrong type',
    path: '/products?id=eq.one',
    layer: 'Postgres',
    sentence: /does not fit its column: .*"one"/,
  },
  {
    what: 'an unknown function',
    path: '/rpc/no_such_function',
    layer: 'PostgREST',
    sentence: /no such function/,
  },
  {
    what: 'a single row that is not single',
    path: '/products',
    headers: { accept: 'application/vnd.pgrst.object+json' },
    layer: 'PostgREST',
    sentence: /none or many/,
  },
  {
    what: 'a range beyond the end',
    path: '/products?offset=100000',
    headers: { prefer: 'count=exact' },
    layer: 'PostgREST',
    sentence: /after the last row/,
  },
  {
    what: 'a media type that nobody makes',
    path: '/products',
    headers: { accept: 'image/png' },
    layer: 'PostgREST',
    sentence: /media type/,
  },
];

const powabase: readonly Wrong[] = [
  {
    what: 'a body that is no row',
    path: '/reviews',
    method: 'POST',
    body: { no_such_column: 1 },
    layer: 'PostgREST',
    sentence: /no such column: .*no_such_column/,
  },
  {
    what: 'a row that a policy refuses',
    path: '/categories',
    method: 'POST',
    body: { name: 'Mine', slug: 'mine' },
    layer: 'Postgres',
    sentence: /Row Level Security does not let this role write this row to "categories"/,
  },
  {
    what: 'a row that is there already',
    path: '/categories',
    method: 'POST',
    role: 'service_role',
    key: service,
    body: { name: 'Again', slug: 'home' },
    layer: 'Postgres',
    sentence: /such a row already/,
  },
  {
    what: 'a schema that is not exposed',
    path: '/products',
    headers: { 'accept-profile': 'auth' },
    layer: 'PostgREST',
    sentence: /not exposed/,
  },
  { what: 'no key', path: '/products', key: noKey, layer: 'Gateway', sentence: /no API key/ },
  {
    what: 'a key that nobody knows',
    path: '/products',
    key: () => signedBy('another secret of the same length, 32 and more'),
    layer: 'Gateway',
    sentence: /does not know this anon key/,
  },
  {
    what: 'a path that the gateway does not know',
    path: '/../../rest/v9/products',
    layer: 'Gateway',
    sentence: /no such path/,
  },
];

const ungranted: Wrong = {
  what: 'a function that anon may not call',
  path: '/rpc/add_to_stock',
  method: 'POST',
  body: { product: 1, amount: 0 },
  layer: 'Postgres',
  sentence: /^anon may not use the function add_to_stock\.$/,
};

const services: readonly Wrong[] = [
  {
    what: 'an admin path with the anon key',
    path: '/../../auth/v1/admin/users',
    layer: 'Gateway',
    sentence: /does not open this path to the anon key/,
  },
  {
    what: 'the Project Service without Authorization',
    path: '/../../api/agents',
    headers: { authorization: '' },
    layer: 'Project Service',
    sentence: /no Authorization header/,
  },
  {
    what: 'the Project Service with the anon key',
    path: '/../../api/agents',
    layer: 'Project Service',
    sentence: /does not accept the anon key/,
  },
];

const supabase: readonly Wrong[] = [
  ungranted,
  { what: 'no key', path: '/products', key: noKey, layer: 'Gateway', sentence: /no API key/ },
  {
    what: 'a key that nobody knows',
    path: '/products',
    key: () => 'sb_publishable_0000000000000000000000_00000000',
    layer: 'Gateway',
    sentence: /does not know this anon key/,
  },
  {
    what: 'a secret key from a browser',
    path: '/products',
    role: 'service_role',
    key: ({ secretKey }) => secretKey,
    headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)' },
    layer: 'Gateway',
    sentence: /refuses a secret key/,
  },
  {
    what: 'another sb_ key in Authorization',
    path: '/products',
    key: ({ publishableKey }) => publishableKey,
    headers: { authorization: 'Bearer sb_secret_another' },
    layer: 'Gateway',
    sentence: /does not know this anon key/,
  },
  {
    what: 'what is no JWT in Authorization',
    path: '/products',
    headers: { authorization: 'Bearer nonsense' },
    layer: 'PostgREST',
    sentence: /is no JWT/,
  },
];

const fluxV1: readonly Wrong[] = [
  ungranted,
  {
    what: 'an sb_ key as a token',
    path: '/products',
    key: () => 'sb_secret_0000000000000000000000_00000000',
    layer: 'PostgREST',
    sentence: /is no JWT/,
  },
  {
    what: 'a key of another project',
    path: '/products',
    key: () => signedBy('another secret of the same length, 32 and more'),
    layer: 'PostgREST',
    sentence: /does not accept the anon key/,
  },
  {
    what: 'an expired key',
    path: '/products',
    key: expired,
    layer: 'PostgREST',
    sentence: /^The anon key has expired\.$/,
  },
];

const fluxV2: readonly Wrong[] = [
  {
    what: 'a table whose name is like a file',
    path: '/robots.txt',
    layer: 'Gateway',
    sentence: /paths that look like a file/,
  },
  { what: 'no token', path: '/products', key: noKey, layer: 'Gateway', sentence: /no project JWT/ },
  {
    what: 'an expired token',
    path: '/products',
    key: expired,
    layer: 'Gateway',
    sentence: /does not accept the project JWT/,
  },
];

/** What a request says of its own wins, and an empty value takes a header away. */
function headersOf(
  ours: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>> = {},
): Headers {
  const headers = new Headers({ 'content-type': 'application/json', ...ours });
  for (const [name, value] of Object.entries(own)) {
    if (value === '') headers.delete(name);
    else headers.set(name, value);
  }
  return headers;
}

describe('what a real server refuses is explained', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await start();
  });
  after(() => sandbox?.stop());

  async function diagnosisOf(project: SandboxProject, wrong: Wrong) {
    const provider = providerOf(project.provider);
    const role = wrong.role ?? provider.roles[0]?.id ?? 'anon';
    const key = wrong.key ? await wrong.key(project) : (project.anonKey ?? project.userToken);
    const answer = await fetch(provider.restBase(project.url) + wrong.path, {
      method: wrong.method ?? 'GET',
      headers: headersOf(key ? provider.headers(key) : {}, wrong.headers),
      ...(wrong.body === undefined ? {} : { body: JSON.stringify(wrong.body) }),
    });
    assert.ok(answer.status >= 300, `the server answered ${answer.status}`);
    const [body, headers] = [await answer.text(), Object.fromEntries(answer.headers)];
    const path = new URL(answer.url).pathname;
    return diagnose({ provider: provider.id, status: answer.status, body, headers, role, path });
  }

  const projects = { powabase: [...powabase, ...services, ungranted], supabase, fluxV1, fluxV2 };
  for (const name of ['powabase', 'supabase', 'fluxV1', 'fluxV2'] as const) {
    describe(`by ${name}`, () => {
      for (const wrong of [...everywhere, ...projects[name]]) {
        it(`for ${wrong.what}`, async () => {
          const found = await diagnosisOf(sandbox.projects[name], wrong);
          const said = JSON.stringify(found);
          assert.equal(found.layer, wrong.layer, said);
          assert.match(plain(found.sentence), wrong.sentence);
          assert.notEqual(plain(found.advice), '');
          assert.equal(found.remedies.at(-1)?.kind, 'read');
          assert.doesNotMatch(said, /eyJ[\w-]{8}/);
        });
      }
    });
  }
});
