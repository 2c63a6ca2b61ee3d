import assert from 'node:assert/strict';
import { providerIds } from '../../../src/core/model';
import { topics } from '../../../src/core/remedy';
import { guideOf } from '../../../src/providers/guides';

describe('every topic has a page', () => {
  const hosts: Readonly<Record<(typeof providerIds)[number], RegExp>> = {
    powabase: /^(?:docs\.powabase\.ai|www\.postgresql\.org)$/,
    supabase: /^(?:supabase\.com|www\.postgresql\.org)$/,
    'flux-v2': /^(?:flux\.vsl-base\.com|docs\.postgrest\.org|www\.postgresql\.org)$/,
    'flux-v1': /^(?:flux\.vsl-base\.com|docs\.postgrest\.org|www\.postgresql\.org)$/,
    postgrest: /^(?:docs\.postgrest\.org|www\.postgresql\.org)$/,
  };
  for (const id of providerIds) {
    it(`of ${id}`, () => {
      for (const topic of topics) {
        const url = new URL(guideOf(id).pages[topic]);
        assert.equal(url.protocol, 'https:');
        assert.match(url.hostname, hosts[id]);
      }
    });
  }

  it('and Flux’s four are the anchors that its first-request page names', () => {
    const { pages } = guideOf('flux-v2');
    assert.match(pages.unauthorized, /#401-unauthorized$/);
    assert.match(pages.grants, /#42501-permission-denied$/);
    assert.match(pages.empty, /#empty-array-instead-of-an-error$/);
  });
});
