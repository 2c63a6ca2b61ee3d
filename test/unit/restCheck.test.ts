import assert from 'node:assert/strict';
import { plain } from '../../src/core/errors';
import { check, type Known } from '../../src/core/rest/check';
import { parseRequest } from '../../src/core/rest/parse';
import { shop } from './restShop';

const findings = (text: string, known: Known = { catalog: shop }) =>
  check(text, parseRequest(text) ?? assert.fail(text), known);

interface Fault {
  readonly text: string;
  readonly code: string;
  /** What is underlined. */
  readonly marked: string;
  readonly says: RegExp;
  /** The text after the first fix. */
  readonly fixed?: string;
  readonly known?: Known;
}

const v13: Known = { catalog: shop, version: { major: 13, minor: 0, patch: 0 } };
const both: Known = { catalog: shop, keyHeaders: ['apikey', 'Authorization'] };
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoiYW5vbiJ9.c2ln';

const faults: readonly Fault[] = [
  { text: '/orders?note=eq.%ff', code: 'notUtf8', marked: 'note=eq.%ff', says: /no UTF-8/ },
  {
    text: 'POST /orders?select=id\n\n[{"id": 1}, {"id": 2, "note": "a"}]',
    code: 'differentKeys',
    marked: '[{"id": 1}, {"id": 2, "note": "a"}]',
    says: /Object 2 has other keys/,
    fixed: 'POST /orders?select=id&columns=id,note\n\n[{"id": 1}, {"id": 2, "note": "a"}]',
  },
  { text: '/orders?columns=id', code: 'writeParameter', marked: 'columns', says: /writes alone/ },
  {
    text: '/custmers',
    code: 'unknownTable',
    marked: 'custmers',
    says: /no table or view custmers/,
    fixed: '/customers',
  },
  {
    text: '/rpc/serch?query=a',
    code: 'unknownFunction',
    marked: 'serch',
    says: /no function serch/,
    fixed: '/rpc/search?query=a',
  },
  {
    text: '/rpc/search?quer=a',
    code: 'unknownArgument',
    marked: 'quer',
    says: /no argument quer/,
    fixed: '/rpc/search?query=a',
  },
  {
    text: '/customers?emial=eq.a',
    code: 'unknownColumn',
    marked: 'emial',
    says: /no column emial/,
    fixed: '/customers?email=eq.a',
  },
  {
    text: '/customers?select=id,fullname',
    code: 'unknownColumn',
    marked: 'fullname',
    says: /no column/,
    fixed: '/customers?select=id,full_name',
  },
  {
    text: '/customers?order=emal.desc',
    code: 'unknownColumn',
    marked: 'emal',
    says: /no column/,
    fixed: '/customers?order=email.desc',
  },
  {
    text: '/customers?or=(emial.eq.a,id.is.null)',
    code: 'unknownColumn',
    marked: 'emial',
    says: /no column/,
  },
  {
    text: '/customers?select=id,orders(statu)',
    code: 'unknownColumn',
    marked: 'statu',
    says: /orders has no column/,
    fixed: '/customers?select=id,orders(status)',
  },
  {
    text: '/customers?select=id,order(id)',
    code: 'unknownEmbed',
    marked: 'order',
    says: /No foreign key between customers and order/,
    fixed: '/customers?select=id,orders(id)',
  },
  {
    text: '/customers?select=id,messages(id)',
    code: 'ambiguousEmbed',
    marked: 'messages',
    says: /several ways/,
    fixed: '/customers?select=id,messages!sender(id)',
  },
  {
    text: '/customers?orders.id=eq.1',
    code: 'notEmbedded',
    marked: 'orders',
    says: /does not embed orders/,
  },
  {
    text: '/customers?select=id,o:orders(id)&order.id=eq.1',
    code: 'notEmbedded',
    marked: 'order',
    says: /does not embed/,
  },
  {
    text: '/customers\nAccept-Profile: nope',
    code: 'schemaNotExposed',
    marked: 'nope',
    says: /not exposed: there is public, api/,
    fixed: '/customers\nAccept-Profile: public',
  },
  { text: '/orders?id=equals.1', code: 'syntax', marked: 'u', says: /operator/ },
  {
    text: '/orders?or=(note.eq.Smith, John,id.eq.1)',
    code: 'syntax',
    marked: ',',
    says: /dot should stand/,
    fixed: '/orders?or=(note.eq."Smith, John",id.eq.1)',
  },
  {
    text: '/orders?or=id.eq.1',
    code: 'groupBrackets',
    marked: 'id.eq.1',
    says: /brackets/,
    fixed: '/orders?or=(id.eq.1)',
  },
  {
    text: '/orders?id=in.(1,2)3',
    code: 'passedOver',
    marked: '3',
    says: /passes it over/,
    fixed: '/orders?id=in.(1,2)',
  },
  {
    text: '/orders?note=eq.a&b',
    code: 'passedOver',
    marked: 'b',
    says: /ends the value/,
    fixed: '/orders?note=eq.a%26b',
  },
  {
    text: '/orders?note=eq.a;b',
    code: 'passedOver',
    marked: 'b',
    says: /ends the value/,
    fixed: '/orders?note=eq.a%3Bb',
  },
  {
    text: '/orders?select=id&select=note',
    code: 'passedOver',
    marked: 'select=note',
    says: /once/,
  },
  {
    text: '/orders?total=like.5*',
    code: 'operatorType',
    marked: 'like',
    says: /does not work on total, which is numeric/,
  },
  { text: '/orders?status=ilike.p*', code: 'operatorType', marked: 'ilike', says: /does not work/ },
  { text: '/products?tags=fts.a', code: 'operatorType', marked: 'fts', says: /does not work/ },
  { text: '/products?name=cs.{a}', code: 'operatorType', marked: 'cs', says: /does not work/ },
  { text: '/products?extra=eq.1', code: 'operatorType', marked: 'eq', says: /does not work/ },
  { text: '/products?name=sl.a', code: 'operatorType', marked: 'sl', says: /does not work/ },
  { text: '/customers?email=is.true', code: 'isBoolean', marked: 'true', says: /booleans alone/ },
  {
    text: '/customers?email=like.smith',
    code: 'noWildcard',
    marked: 'smith',
    says: /exact comparison/,
    fixed: '/customers?email=like.*smith*',
  },
  {
    text: '/customers?email=eq.null',
    code: 'equalsNull',
    marked: 'null',
    says: /the word null/,
    fixed: '/customers?email=is.null',
  },
  {
    text: '/customers?email=neq.null',
    code: 'equalsNull',
    marked: 'null',
    says: /the word null/,
    fixed: '/customers?email=not.is.null',
  },
  {
    text: '/customers?full_name=eq."Ada"',
    code: 'quotesCompared',
    marked: '"Ada"',
    says: /part of the value/,
    fixed: '/customers?full_name=eq.Ada',
  },
  {
    text: '/orders?id=eq.one',
    code: 'valueType',
    marked: 'one',
    says: /no value of the type bigint/,
  },
  { text: '/orders?id=in.(1,two)', code: 'valueType', marked: 'two', says: /bigint/ },
  { text: '/customers?active=eq.maybe', code: 'valueType', marked: 'maybe', says: /boolean/ },
  { text: '/customers?id=eq.123', code: 'valueType', marked: '123', says: /uuid/ },
  {
    text: '/orders?status=eq.payd',
    code: 'enumValue',
    marked: 'payd',
    says: /one of placed, paid, shipped/,
    fixed: '/orders?status=eq.paid',
  },
  {
    text: '/orders?note=eq.+47%20123',
    code: 'plus',
    marked: '+',
    says: /is a space/,
    fixed: '/orders?note=eq.%2B47%20123',
  },
  {
    text: '/orders?select=id,customers(*),...order_items(quantity)',
    code: 'version',
    marked: '...order_items',
    says: /Before PostgREST 13 .* this is 12\.0\.2/,
    fixed: '/orders?select=id,customers(*),order_items(quantity)',
  },
  {
    text: '/orders?note=is.not_null',
    code: 'version',
    marked: 'not_null',
    says: /is\.not_null needs PostgREST 13/,
    fixed: '/orders?note=not.is.null',
  },
  {
    text: '/orders?note=not.is.not_null',
    code: 'version',
    marked: 'not_null',
    says: /needs PostgREST 13/,
    fixed: '/orders?note=is.null',
  },
  {
    text: '/orders?select=count()',
    code: 'aggregates',
    marked: 'count()',
    says: /does not allow aggregates/,
    known: { catalog: shop, aggregates: false },
  },
  {
    text: 'DELETE /orders?limit=5&order=id',
    code: 'version',
    marked: 'limit',
    says: /13 no longer has limit/,
    known: v13,
  },
  {
    text: 'DELETE /orders?limit=5',
    code: 'limitWithoutOrder',
    marked: 'limit=5',
    says: /needs an order/,
  },
  { text: '/orders?limit=ten', code: 'noNumber', marked: 'ten', says: /no whole number/ },
  { text: '/orders?limit=-1', code: 'negative', marked: '-1', says: /0 or more/ },
  {
    text: '/orders?select=customers(id)&customers.limit=1',
    code: 'limitOfOne',
    marked: 'customers.limit',
    says: /at most one row/,
  },
  {
    text: '/customers?select=id,orders(id)&order=orders(id)',
    code: 'orderByMany',
    marked: 'orders',
    says: /many rows/,
  },
  {
    text: '/orders\nRange: 9-0',
    code: 'rangeOrder',
    marked: '9-0',
    says: /after the last/,
    fixed: '/orders\nRange: 0-9',
  },
  { text: '/orders\nRange: ten', code: 'rangeForm', marked: 'ten', says: /0-9/ },
  {
    text: 'DELETE /orders?id=eq.1\nRange: 0-9',
    code: 'rangeOnWrite',
    marked: 'Range',
    says: /GET alone/,
  },
  {
    text: 'DELETE /orders',
    code: 'unfilteredWrite',
    marked: 'DELETE',
    says: /deletes every row of orders/,
  },
  {
    text: 'PATCH /orders?select=id\n\n{}',
    code: 'unfilteredWrite',
    marked: 'PATCH',
    says: /changes every row/,
  },
  {
    text: 'PUT /orders?total=eq.1\n\n{}',
    code: 'putKey',
    marked: 'PUT',
    says: /filter id with eq/,
  },
  { text: 'POST /orders', code: 'noBody', marked: 'POST', says: /no body/ },
  {
    text: 'GET /orders\n\n{"a": 1}',
    code: 'bodyOnRead',
    marked: '{"a": 1}',
    says: /not looked at/,
  },
  { text: 'GRAB /orders', code: 'method', marked: 'GRAB', says: /Begin the request/ },
  {
    text: '/orders\nPrefer: cout=exact',
    code: 'unknownPreference',
    marked: 'cout=exact',
    says: /does not know/,
    fixed: '/orders\nPrefer: count=exact',
  },
  {
    text: '/orders\nPrefer: count=exactly',
    code: 'unknownPreference',
    marked: 'count=exactly',
    says: /one of exact/,
    fixed: '/orders\nPrefer: count=exact',
  },
  {
    text: 'DELETE /orders?id=gt.1\nPrefer: max-affected=1',
    code: 'maxAffectedStrict',
    marked: 'max-affected=1',
    says: /handling=strict/,
    fixed: 'DELETE /orders?id=gt.1\nPrefer: handling=strict, max-affected=1',
  },
  {
    text: 'POST /orders\nAccept-Profile: public\n\n{}',
    code: 'profileHeader',
    marked: 'Accept-Profile',
    says: /Content-Profile/,
    fixed: 'POST /orders\nContent-Profile: public\n\n{}',
  },
  {
    text: '/orders\napikey: x',
    code: 'oneKeyHeader',
    marked: 'apikey: x',
    says: /authorization too/,
    known: both,
  },
  { text: '/orders\nno header', code: 'header', marked: 'no header', says: /no header/ },
  {
    text: '/orders\nAuthorization: Bearer sb_secret_abcdefghijkl',
    code: 'bearerKey',
    marked: 'Authorization: Bearer sb_secret_abcdefghijkl',
    says: /apikey alone/,
  },
  {
    text: `/orders\nAuthorization: Bearer ${jwt}`,
    code: 'keyInText',
    marked: `Authorization: Bearer ${jwt}`,
    says: /readable/,
  },
  {
    text: `/orders?apikey=${jwt}&id=eq.1`,
    code: 'secretInAddress',
    marked: jwt,
    says: /ends up in logs/,
    fixed: '/orders?id=eq.1',
  },
  {
    text: '/orders?id=eq.1&apikey=sb_secret_x',
    code: 'secretInAddress',
    marked: 'sb_secret_x',
    says: /logs/,
    fixed: '/orders?id=eq.1',
  },
];

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
    '/orders?id=eq.{{id}}',
    '/odd%20name?select=first',
    '/other\nAccept-Profile: api',
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

  it('works without a catalog', () => {
    assert.deepEqual(findings('/any?thing=eq.1&select=a,b(c)', {}), []);
  });
});
