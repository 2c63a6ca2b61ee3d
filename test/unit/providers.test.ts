import assert from 'node:assert/strict';
import { credentialKinds, providerIds } from '../../src/core/model';
import { providerOf, providers } from '../../src/providers';

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoiYW5vbiJ9.c2lnbmF0dXJl';

describe('every provider', () => {
  it('stands in the list once, in the order of the ids', () => {
    assert.deepEqual(
      providers.map(({ id }) => id),
      providerIds,
    );
  });

  for (const provider of providers) {
    describe(provider.label, () => {
      it('is found by its id', () => {
        assert.equal(providerOf(provider.id), provider);
      });

      it('offers only roles whose credential it has a field for', () => {
        const kinds = provider.credentials.map(({ kind }) => kind);
        assert.ok(provider.roles.length > 0);
        for (const { credentials, gateway = [], label } of provider.roles) {
          for (const kind of [...credentials, ...gateway]) assert.ok(kinds.includes(kind), label);
        }
      });

      it('names each credential once, in words of its own', () => {
        const { credentials } = provider;
        assert.equal(new Set(credentials.map(({ kind }) => kind)).size, credentials.length);
        assert.equal(new Set(credentials.map(({ use }) => use)).size, credentials.length);
        for (const { kind } of credentials) assert.ok(credentialKinds.includes(kind));
      });

      it('calls only the keys for clients public', () => {
        for (const { kind, safety } of provider.credentials) {
          assert.equal(safety, /^(?:anon|publishable)Key$/.test(kind) ? 'public' : 'secret');
        }
      });

      it('shows the Database URL last', () => {
        assert.deepEqual(provider.credentials.at(-1)?.label, 'Database URL');
      });

      it('has an example URL and links that are https, or on this machine', () => {
        for (const url of [provider.exampleUrl, ...provider.links.map((link) => link.url)]) {
          const { protocol, hostname } = new URL(url);
          assert.ok(protocol === 'https:' || hostname === 'localhost', url);
        }
      });

      it('leaves public and unknown schemas to the person', () => {
        for (const schema of ['public', 'shop', 'constructor', '__proto__']) {
          assert.equal(provider.schemaOwner(schema), undefined, schema);
        }
      });
    });
  }
});

describe('Powabase', () => {
  const powabase = providerOf('powabase');

  it('shows the fields of the Connect modal in their order', () => {
    assert.deepEqual(
      powabase.credentials.filter(({ optional }) => !optional).map(({ label }) => label),
      ['Anon (Publishable) Key', 'Service Role (Secret) Key', 'JWT Secret', 'Database URL'],
    );
  });

  it('sends the same key in both headers, and a user’s token in Authorization alone', () => {
    assert.deepEqual(powabase.headers(jwt), { apikey: jwt, Authorization: `Bearer ${jwt}` });
    assert.deepEqual(powabase.headers('anon', jwt), {
      apikey: 'anon',
      Authorization: `Bearer ${jwt}`,
    });
  });

  it('reaches PostgREST under /rest/v1', () => {
    assert.equal(
      powabase.restBase('https://abc.p.powabase.ai'),
      'https://abc.p.powabase.ai/rest/v1',
    );
  });

  it('knows who owns ai, auth and storage', () => {
    assert.equal(powabase.schemaOwner('ai'), 'Powabase');
    assert.equal(powabase.schemaOwner('auth'), 'Auth');
    assert.equal(powabase.schemaOwner('storage'), 'Storage');
  });
});

describe('Supabase', () => {
  const supabase = providerOf('supabase');

  it('sends a JWT key in both headers', () => {
    assert.deepEqual(supabase.headers(jwt), { apikey: jwt, Authorization: `Bearer ${jwt}` });
  });

  for (const key of ['sb_publishable_abc', 'sb_secret_abc']) {
    it(`sends ${key} as apikey only`, () => {
      assert.deepEqual(supabase.headers(key), { apikey: key });
      assert.deepEqual(supabase.headers(key, jwt), {
        apikey: key,
        Authorization: `Bearer ${jwt}`,
      });
    });
  }

  it('reaches PostgREST under /rest/v1', () => {
    assert.equal(supabase.restBase('http://127.0.0.1:54321'), 'http://127.0.0.1:54321/rest/v1');
  });

  it('leaves a schema called ai to the person', () => {
    assert.equal(supabase.schemaOwner('ai'), undefined);
    assert.equal(supabase.schemaOwner('realtime'), 'Realtime');
  });
});

describe('Flux', () => {
  for (const id of ['flux-v1', 'flux-v2'] as const) {
    it(`${id} sends a Bearer token alone, to the root of its URL`, () => {
      const origin = 'https://api--shop--0123abc.vsl-base.com';
      assert.deepEqual(providerOf(id).headers(jwt), { Authorization: `Bearer ${jwt}` });
      assert.equal(providerOf(id).restBase(origin), origin);
    });
  }

  it('v2 has no anon and no service role key, and says why', () => {
    assert.deepEqual(
      providerOf('flux-v2').credentials.map(({ label }) => label),
      ['Project JWT', 'Project JWT Secret', 'API Key of the Account', 'Database URL'],
    );
    assert.match(providerOf('flux-v2').note ?? '', /no anon and no service role key/);
  });

  it('v1 has both keys', () => {
    assert.deepEqual(
      providerOf('flux-v1').credentials.map(({ label }) => label),
      [
        'Anon Key',
        'Service Role Key',
        'User JWT',
        'Project JWT Secret',
        'API Key of the Account',
        'Database URL',
      ],
    );
  });
});

describe('The schema that a tree lists first', () => {
  const homes = {
    powabase: ['public'],
    supabase: ['public'],
    'flux-v2': ['api', 't_0123456789ab_api'],
    'flux-v1': ['api', 't_0123456789ab_api'],
    postgrest: ['public'],
  };
  const all = ['public', 'api', 't_0123456789ab_api', 'auth', 'my_api'];
  for (const provider of providers) {
    it(`is where the tables of ${provider.label} are`, () => {
      assert.deepEqual(
        all.filter((schema) => provider.isHome(schema)),
        homes[provider.id],
      );
    });
  }
});
