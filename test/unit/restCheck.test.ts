import assert from 'node:assert/strict';
import { plain } from '../../src/core/errors';
import { check, type Known } from '../../src/core/rest/check';
import { parseRequest } from '../../src/core/rest/parse';
import { jwt } from './restFaults/fault';
import { names } from './restFaults/names';
import { requests } from './restFaults/requests';
import { values } from './restFaults/values';
import { shop } from './restShop';

const findings = (text: string, known: Known = { catalog: shop }) =>
  check(text, parseRequest(text) ?? assert.fail(text), known);

const faults = [...names, ...values, ...requests];

describe('check', () => {
  for (const { text, code, marked, says, fixed, known } of faults) {
    it(`finds ${code} in ${JSON.stringify(text.replace(jwt, '…'))}`, () => {
      const all = findings(text, known);
      const found =
        all.find((one) => one.code === code) ?? assert.fail(`Only: ${all.map((one) => one.code)}`);
      assert.equal(text.slice(found.start, found.end), marked);
      assert.match(plain(found.sentence), says);
      assert.doesNotMatch(plain(found.sentence), /sb_secret_|eyJ/);
      if (fixed === undefined) return;
      const edits = found.fixes[0]?.edits ?? assert.fail('There is no fix.');
      const result = edits
        .toSorted((one, other) => other.start - one.start)
        .reduce((done, edit) => done.slice(0, edit.start) + edit.text + done.slice(edit.end), text);
      assert.equal(result, fixed);
      assert.ok(
        !findings(result, known).some((one) => one.code === code),
        'The fix leaves the fault.',
      );
    });
  }

  const good: readonly string[] = [
    '/customers?select=id,full_name,orders(id,total)&orders.total=gt.5&orders.order=id&order=email.desc&limit=5',
    '/orders?select=*,customers!inner(email)&customers.email=ilike.*@example.com&order=customers(email)',
    '/orders?select=id,products(name)&products.name=eq.x',
    '/orders?select=id,customer_id(email)',
    '/messages?select=id,from:customers!sender(email),to:customers!receiver(email)',
    '/customers?select=initials,address->>city&address->>city=eq.Oslo&address->geo=eq.{"a":1}',
    '/customers?select=id,orders()&orders=is.null',
    '/customers?or=(active.is.true,and(born.gte.2000-01-01,full_name.like.A*))',
    '/products?tags=cs.{a,b}&valid=ov.[2020-01-01,2021-01-01)&name=fts(english).lamp',
    '/products?name=in.("a,b",c)&price=in.(1,2.50)',
    '/rpc/search?query=a&limit=1',
    'POST /orders?columns=status,total\nPrefer: return=representation, resolution=merge-duplicates\n\n{"status": "paid", "total": 1}',
    'PATCH /orders?id=eq.1\nContent-Profile: public\n\n{"total": 1}',
    'POST /orders?columns=total\n\n{"total": 1, "more": 2}',
    'POST /customers\n\n{"email": "a", "address": {"town": "Oslo"}}',
    'POST /orders\nContent-Type: text/csv\n\n{"nope": 1}',
    'POST /other\nContent-Profile: api\n\n{"nope": 1}',
    'POST /orders\nContent-Profile: api\n\n{"nope": 1}',
    '/orders?id=eq.{{id}}',
    '/odd%20name?select=first',
    '/other\nAccept-Profile: api',
    '# @schema api\n/other',
    '/orders\nRange: 0-9\nPrefer: count=exact',
  ];
  for (const text of good) {
    it(`finds nothing in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(
        findings(text).map(({ code, sentence }) => [code, plain(sentence)]),
        [],
      );
    });
  }

  it('says of a key in the address that alone', () => {
    for (const key of [jwt, 'sb_secret_x']) {
      assert.deepEqual(
        findings(`/orders?apikey=${key}&id=eq.1`).map(({ code }) => code),
        ['secretInAddress'],
      );
    }
  });

  it('works without a catalog', () => {
    assert.deepEqual(findings('/any?thing=eq.1&select=a,b(c)', {}), []);
  });
});
