import assert from 'node:assert/strict';
import { type ProviderId, providerIds } from '../../src/core/model';
import { providerOf } from '../../src/providers';
import { guideOf } from '../../src/providers/guides';

/** The pages that the systems' own first pages name as the next ones. */
const named: Readonly<Record<ProviderId, readonly string[]>> = {
  powabase: [
    'https://docs.powabase.ai/guides/auth-connection',
    'https://docs.powabase.ai/guides/quickstart',
    'https://docs.powabase.ai/concepts/architecture',
    'https://docs.powabase.ai/concepts/database-access',
    'https://docs.powabase.ai/concepts/sources-extraction',
    'https://docs.powabase.ai/api-reference/postgrest',
    'https://docs.powabase.ai/api-reference/auth-storage',
  ],
  supabase: [
    'https://supabase.com/dashboard/project/_?showConnect=true',
    'https://supabase.com/dashboard/project/_/settings/api-keys/',
    'https://supabase.com/dashboard/project/_/advisors/security',
    'https://supabase.com/docs/guides/auth',
    'https://supabase.com/docs/guides/database/postgres/row-level-security',
    'https://github.com/orgs/supabase/discussions/29260',
  ],
  'flux-v2': [
    'https://flux.vsl-base.com/docs/architecture/gateway',
    'https://flux.vsl-base.com/docs/architecture/bridge-jwts',
    'https://flux.vsl-base.com/docs/concepts/jwt-auth',
    'https://flux.vsl-base.com/docs/guides/nextjs',
    'https://flux.vsl-base.com/docs/reference/troubleshooting#401-unauthorized',
    'https://flux.vsl-base.com/docs/reference/troubleshooting#403-forbidden',
    'https://flux.vsl-base.com/docs/reference/troubleshooting#42501-permission-denied',
    'https://flux.vsl-base.com/docs/reference/troubleshooting#empty-array-instead-of-an-error',
  ],
  'flux-v1': ['https://flux.vsl-base.com/docs/getting-started/first-request'],
  postgrest: ['https://docs.postgrest.org'],
};

describe('the guide', () => {
  for (const id of providerIds) {
    const { links, keys } = guideOf(id);
    const all = [...providerOf(id).links, ...links];

    it(`of ${id} holds the pages that its documents name`, () => {
      const urls = all.map(({ url }) => url);
      for (const url of named[id]) assert.ok(urls.includes(url), url);
    });

    it(`of ${id} names each page once`, () => {
      assert.equal(new Set(all.map(({ url }) => url)).size, all.length);
      assert.equal(new Set(all.map(({ label }) => label)).size, all.length);
    });

    it(`of ${id} says what a key is for`, () => assert.ok(keys.length > 0));
  }

  it('says what a key tells, what it does not protect from, and where a secret one may be', () => {
    for (const id of ['powabase', 'supabase', 'flux-v1'] as const) {
      const text = guideOf(id).keys.join('\n');
      for (const words of [
        /says what asks/,
        /does not say who/,
        /network tools/,
        /phishing/,
        /jobs and queues/,
      ]) {
        assert.match(text, words);
      }
    }
  });

  it('lets only Powabase’s documents be searched', () => {
    const searched = providerIds.filter((id) => guideOf(id).index !== undefined);
    assert.deepEqual(searched, ['powabase']);
    assert.equal(guideOf('powabase').index, 'https://docs.powabase.ai/llms.txt');
  });
});
