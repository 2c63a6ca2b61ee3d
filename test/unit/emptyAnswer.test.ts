import assert from 'node:assert/strict';
import { type EmptyAnswer, emptyAnswerChecks, tableOf } from '../../src/core/rest/emptyAnswer';

const base = 'https://shop.p.powabase.ai/rest/v1';

const targets: readonly (readonly [target: string, restBase: string, table: string | undefined])[] =
  [
    ['/reviews?select=*', base, 'reviews'],
    ['/reviews', base, 'reviews'],
    ['/rest/v1/reviews?limit=1', base, 'reviews'],
    [`${base}/reviews?limit=1`, base, 'reviews'],
    ['/Order%20Items', base, 'Order Items'],
    ['/notes?select=*', 'https://api--a--0123abc.vsl-base.com', 'notes'],
    ['/rpc/search', base, undefined],
    ['/', base, undefined],
    ['/a/b', base, undefined],
    ['/%E0%A4%A', base, undefined],
  ];

const answer: EmptyAnswer = {
  request: 'GET /reviews?select=*',
  table: 'reviews',
  schema: 'public',
  role: 'authenticated',
  claims: { sub: '8a4c' },
  userId: 'uuid',
};

describe('an answer without rows', () => {
  for (const [target, restBase, table] of targets) {
    it(`to ${target} is ${table === undefined ? 'no table’s' : `of ${table}`}`, () => {
      assert.equal(tableOf(target, restBase), table);
    });
  }

  it('has checks that count, list the policies, compare the types and ask as the request did', () => {
    const sql = emptyAnswerChecks(answer);
    for (const part of [
      'select count(*) from public.reviews;',
      'from pg_policies',
      "oid = 'public.reviews'::regclass",
      'auth.uid() is uuid here',
      'set local role authenticated;',
      `'{"sub":"8a4c","role":"authenticated"}'`,
      'rollback;',
    ]) {
      assert.ok(sql.includes(part), part);
    }
  });

  it('says of Flux that its users are text', () => {
    assert.match(emptyAnswerChecks({ ...answer, userId: 'text' }), /auth\.uid\(\) is text here/);
  });

  it('quotes what must be quoted, and lets no name end a comment or a string', () => {
    const sql = emptyAnswerChecks({
      ...answer,
      request: 'GET /x\ndrop table y',
      table: `it's "odd"`,
      schema: 'My Shop',
      role: `o'role`,
      claims: { sub: `a'b` },
    });
    assert.ok(sql.includes(`from "My Shop"."it's ""odd""";`));
    assert.ok(sql.includes(`'"My Shop"."it''s ""odd"""'::regclass`));
    assert.ok(sql.includes(`set local role "o'role";`));
    assert.ok(sql.includes(`"sub":"a''b"`));
    assert.doesNotMatch(sql, /^drop/m);
  });

  it('has no role to ask as where nothing names one', () => {
    const { role: _, schema: __, ...rest } = answer;
    const sql = emptyAnswerChecks(rest);
    assert.doesNotMatch(sql, /set local role/);
    assert.ok(sql.includes('select count(*) from reviews;'));
  });
});
