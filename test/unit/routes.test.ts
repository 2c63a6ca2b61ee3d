import assert from 'node:assert/strict';
import { type ProviderId, providerIds } from '../../src/core/model';
import { pathIn, routeOf } from '../../src/core/routes';
import { guideOf } from '../../src/providers/guides';

/** Which service the documents give each path to, and a word of the key that it wants. */
const table: readonly (readonly [ProviderId, typed: string, service: RegExp, key: RegExp])[] = [
  ['powabase', '/api/agents', /^Project Service$/, /service role/],
  ['powabase', 'api/agents/1/sessions?limit=5', /^Project Service$/, /service role/],
  ['powabase', '/api/health', /^Project Service$/, /none/],
  ['powabase', '/api/webhooks/abc', /^Project Service$/, /secret of the webhook/],
  ['powabase', '/rest/v1/orders?select=*', /^PostgREST$/, /anon key/],
  ['powabase', 'GET https://shop.p.powabase.ai/rest/v1/orders', /^PostgREST$/, /anon key/],
  ['powabase', '/rest/v1', /^PostgREST$/, /anon key/],
  ['powabase', '/auth/v1/token?grant_type=password', /^GoTrue/, /anon key/],
  ['powabase', '/auth/v1/admin/users', /^GoTrue/, /service role/],
  ['powabase', '/storage/v1/object/a/b.png', /^Storage$/, /anon key/],
  ['powabase', 'wss://shop.p.powabase.ai/realtime/v1/websocket', /^Realtime$/, /anon key/],
  ['powabase', '/pg/tables', /^postgres-meta$/, /service role/],
  ['powabase', '/', /^Studio/, /browser/],
  ['powabase', '/restaurants', /^nobody$/, /none/],
  ['supabase', '/rest/v1/orders', /^PostgREST/, /publishable/],
  ['supabase', '/graphql/v1', /^GraphQL/, /publishable/],
  ['supabase', '/functions/v1/hello', /^Edge Functions$/, /JWT/],
  ['supabase', '/auth/v1/admin/users', /^Auth/, /secret key/],
  ['supabase', '/storage/v1/bucket', /^Storage$/, /publishable/],
  ['supabase', '/realtime/v1/websocket', /^Realtime$/, /24 hours/],
  ['supabase', '/nothing', /^nobody$/, /none/],
  ['flux-v2', '/notes?select=*&limit=10', /^PostgREST$/, /sub/],
  ['flux-v2', '/rpc/f', /^PostgREST$/, /sub/],
  ['flux-v2', '/health', /^the Flux gateway$/, /none/],
  ['flux-v2', '/robots.txt', /never reach PostgREST/, /none/],
  ['flux-v2', '/.well-known/jwks', /never reach PostgREST/, /none/],
  ['flux-v1', '/notes', /^PostgREST/, /flux keys/],
  ['postgrest', '/notes', /^PostgREST/, /server’s secret/],
];

describe('the service that answers', () => {
  for (const [provider, typed, service, key] of table) {
    it(`${provider} ${typed}`, () => {
      const route = routeOf(guideOf(provider).routes, pathIn(typed) ?? '');
      assert.match(route?.service ?? '', service);
      assert.match(route?.key ?? '', key);
    });
  }

  for (const provider of providerIds) {
    it(`is known for every path of ${provider}, with a way that leads there`, () => {
      const { routes, way } = guideOf(provider);
      assert.ok(routeOf(routes, '/any/path/at all'));
      assert.ok(way.length >= 3);
      for (const { headers } of routes) assert.doesNotMatch(headers.join(), /eyJ|sb_secret/);
    });
  }

  for (const text of ['', '   ', 'https://', 'http://[']) {
    it(`is not looked for in “${text}”`, () => assert.equal(pathIn(text), undefined));
  }
});
