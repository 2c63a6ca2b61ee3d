import assert from 'node:assert/strict';
import { completionsAt } from '../../src/core/rest/complete';
import { wordPlaceIn } from '../../src/core/rest/complete/words';
import { shop } from './restShop';

/** Completions where the bar stands. */
function at(marked: string, major = 12) {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const found = completionsAt(text, offset, shop, { major, minor: 0, patch: 0 });
  return { text, found, labels: found.map(({ label }) => label) };
}

/** Where the bar stands, what is offered, what is not, and the text after the first of them was taken. */
interface Offer {
  readonly at: string;
  readonly has: readonly string[];
  readonly hasNot?: readonly string[];
  readonly taken?: string;
}

const offers: readonly Offer[] = [
  { at: '|', has: ['GET', 'POST'], taken: 'GET ' },
  { at: '# @role anon\n|', has: ['GET', 'DELETE'], taken: '# @role anon\nGET ' },
  { at: '# GET|', has: [] },
  { at: 'GE|', has: ['GET', 'PATCH', 'DELETE'], taken: 'GET ' },
  { at: '/|', has: ['customers', 'orders', 'odd name', 'rpc/search'], taken: '/customers' },
  { at: '/ord|?id=eq.1', has: ['orders'], taken: '/orders?id=eq.1' },
  { at: 'GET /rest/v1/odd|', has: ['odd name'], taken: 'GET /rest/v1/odd%20name' },
  { at: '/rpc/se|', has: ['rpc/search'], taken: '/rpc/search' },
  {
    at: '/orders?|',
    has: ['id', 'status', 'select', 'order', 'or', 'not.and'],
    hasNot: ['columns', 'email'],
    taken: '/orders?id=',
  },
  { at: '/orders?sta|=eq.paid', has: ['status'], taken: '/orders?status=eq.paid' },
  { at: 'POST /orders?|', has: ['columns', 'on_conflict'] },
  { at: '/orders?id=eq.1&|', has: ['total'] },
  { at: '/orders\n  ?id=eq.1\n  &to|', has: ['total'], taken: '/orders\n  ?id=eq.1\n  &total=' },
  { at: '/orders?select=customers(id)&|', has: ['customers'] },
  {
    at: '/orders?select=customers(id)&customers.|',
    has: ['email', 'order', 'limit', 'or'],
    hasNot: ['status', 'select'],
    taken: '/orders?select=customers(id)&customers.email=',
  },
  { at: '/orders?not.|', has: ['or', 'and'], hasNot: ['id'], taken: '/orders?not.or=' },
  { at: '/rpc/search?|', has: ['query', 'page', 'select'], taken: '/rpc/search?query=' },
  { at: '/rpc/search?query=a&|', has: ['page'], hasNot: ['query'] },
  {
    at: '/orders?total=|',
    has: ['eq', 'gte', 'in', 'is', 'not.'],
    hasNot: ['like', 'fts', 'cs', 'sl'],
    taken: '/orders?total=eq.',
  },
  { at: '/orders?note=|', has: ['like', 'ilike', 'fts'], hasNot: ['cs', 'sl'] },
  { at: '/orders?note=li|', has: ['like'], taken: '/orders?note=like.' },
  { at: '/products?tags=|', has: ['cs', 'cd', 'ov'], hasNot: ['like', 'sl'] },
  { at: '/products?valid=|', has: ['sl', 'adj', 'ov'], hasNot: ['like'] },
  { at: '/products?extra=|', has: ['is'], hasNot: ['eq'] },
  { at: '/customers?address->>city=|', has: ['like'], hasNot: ['cs'] },
  { at: '/customers?address->geo=|', has: ['cs'], hasNot: ['like'] },
  { at: '/orders?total=not.|', has: ['eq', 'in'], hasNot: ['not.'] },
  { at: '/orders?total=eq(|', has: ['any', 'all'], taken: '/orders?total=eq(any).{' },
  { at: '/orders?note=fts(|', has: ['english'] },
  {
    at: '/orders?status=eq.|',
    has: ['placed', 'paid', 'shipped'],
    taken: '/orders?status=eq.placed',
  },
  {
    at: '/orders?status=in.(placed,pa|)',
    has: ['paid'],
    taken: '/orders?status=in.(placed,paid)',
  },
  { at: '/customers?active=eq.|', has: ['true', 'false'] },
  { at: '/customers?active=is.|', has: ['true', 'false', 'unknown'], hasNot: ['not_null'] },
  { at: '/orders?note=is.|', has: ['null'], hasNot: ['true', 'not_null'] },
  { at: '/orders?select=customers(id)&customers.active=is.|', has: ['true'] },
  {
    at: '/orders?select=|',
    has: ['*', 'id', 'total', 'customers', 'products', 'count()'],
    hasNot: ['email'],
    taken: '/orders?select=*',
  },
  { at: '/orders?select=id,to|,note', has: ['total'] },
  {
    at: '/orders?select=id,customers(|',
    has: ['email', 'orders', 'messages!sender'],
    hasNot: ['status'],
  },
  { at: '/orders?select=id,customers(id,|),note', has: ['email'], hasNot: ['status'] },
  { at: '/orders?select=id,customers(id),|', has: ['status'], hasNot: ['email'] },
  { at: '/orders?select=sum:|', has: ['total'] },
  { at: '/orders?select=...|', has: ['customers'], hasNot: ['id', '*', 'order_items'] },
  { at: '/orders?select=total::|', has: ['numeric', 'text'] },
  { at: '/orders?select=total.|', has: ['sum()', 'max()'] },
  {
    at: '/orders?select=customers!|',
    has: ['inner', 'left', 'customer_id'],
    taken: '/orders?select=customers!inner',
  },
  { at: '/messages?select=from:customers!se|', has: ['sender', 'receiver'] },
  { at: '/orders?order=|', has: ['id', 'status'] },
  { at: '/orders?order=id.|', has: ['asc', 'desc', 'nullslast'], taken: '/orders?order=id.asc' },
  { at: '/orders?order=id.desc.|', has: ['nullsfirst'], hasNot: ['asc'] },
  { at: '/orders?order=id.desc,|', has: ['total'] },
  {
    at: '/orders?select=customers(id),order_items()&order=|',
    has: ['customers'],
    hasNot: ['order_items'],
  },
  { at: '/orders?select=customers(id)&order=customers(|', has: ['email'], hasNot: ['status'] },
  { at: '/orders?or=|', has: ['('] },
  { at: '/orders?or=(|', has: ['id', 'and', 'not.or'], taken: '/orders?or=(id.' },
  { at: '/orders?or=(id.eq.1,and(sta|', has: ['status'] },
  { at: '/orders?or=(id.eq.1,status.|)', has: ['eq', 'in'], hasNot: ['like'] },
  { at: '/orders?or=(status.in.(paid,|', has: ['shipped'] },
  { at: '/orders?or=(not.|', has: ['not.and'] },
  { at: '/orders?columns=id,|', has: ['total'] },
  { at: '/orders\n|', has: ['Prefer', 'Accept-Profile', 'Range'], taken: '/orders\nPrefer: ' },
  {
    at: '/orders\nPrefer: |',
    has: ['count=exact', 'return=representation', 'tx=rollback'],
    hasNot: ['max-affected=10'],
  },
  { at: '/orders\nPrefer: count=exact, |', has: ['return=minimal'], hasNot: ['count=planned'] },
  { at: '/orders\nAccept: |', has: ['text/csv'] },
  { at: '/orders\nAccept-Profile: |', has: ['public', 'api'] },
];

describe('completionsAt', () => {
  for (const { at: marked, has, hasNot = [], taken } of offers) {
    it(`offers ${has.join(', ')} in ${JSON.stringify(marked)}`, () => {
      const { text, found, labels } = at(marked);
      for (const label of has) assert.ok(labels.includes(label), `${label} is not among ${labels}`);
      for (const label of hasNot) assert.ok(!labels.includes(label), `${label} is among ${labels}`);
      if (taken === undefined) return;
      const first = found.find(({ label }) => label === has[0]);
      assert.ok(first);
      assert.equal(
        text.slice(0, first.span.start) + first.insert + text.slice(first.span.end),
        taken,
      );
    });
  }

  it('offers what the version of the server has', () => {
    assert.ok(at('/orders?note=is.|', 13).labels.includes('not_null'));
    assert.ok(!at('/orders?select=|', 11).labels.includes('count()'));
    assert.ok(!at('/orders?note=|', 9).labels.includes('match'));
    assert.ok(at('/orders?select=...|', 13).labels.includes('order_items'));
    assert.ok(!at('/orders?select=id,customers!|', 8).labels.includes('inner'));
  });

  it('says what it knows of each', () => {
    const column = at('/orders?|').found.find(({ label }) => label === 'customer_id');
    assert.equal(column?.detail, 'uuid → customers.id');
    const operator = at('/orders?total=|').found.find(({ label }) => label === 'gte');
    assert.equal(operator?.detail, '>=');
  });

  it('is silent in comments and in the body', () => {
    for (const marked of [
      '# note |\n/orders',
      '/orders\n\n{"a|": 1}',
      'POST /orders\n\n|',
      '/orders?limit=|',
    ]) {
      assert.deepEqual(at(marked).labels, [], marked);
    }
  });
});

describe('a completion that is taken', () => {
  const rows: readonly [at: string, label: string, taken: string][] = [
    ['GET |', 'orders', 'GET /orders'],
    ['GET ord|', 'orders', 'GET /orders'],
    ['GET http://a/b\n### two\nGET ord|', 'orders', 'GET http://a/b\n### two\nGET /orders'],
    ['POST |', 'rpc/search', 'POST /rpc/search'],
    ['GE| /orders', 'GET', 'GET /orders'],
    ['/orders?status=e|q.paid', 'neq', '/orders?status=neq.paid'],
    ['/orders?status=e|q.paid', 'in', '/orders?status=in.(paid'],
    ['/orders?status=e|q.(paid)', 'in', '/orders?status=in.(paid)'],
    ['/orders?select=id,cust|(email)', 'customers', '/orders?select=id,customers(email)'],
    ['/orders?select=total.s|()', 'sum()', '/orders?select=total.sum()'],
    ['/orders?or=(sta|.eq.paid)', 'status', '/orders?or=(status.eq.paid)'],
    ['/orders?status=in.|', 'paid', '/orders?status=in.(paid'],
    ['/orders?status=in.(|)', 'paid', '/orders?status=in.(paid)'],
  ];
  for (const [marked, label, taken] of rows) {
    it(`joins what stands behind it: ${marked}`, () => {
      const block = { start: marked.lastIndexOf('###') + 1, end: marked.length - 1 };
      const offset = marked.indexOf('|');
      const text = marked.replace('|', '');
      const found = completionsAt(text, offset, shop, shop.version, block);
      const one = found.find((other) => other.label === label) ?? assert.fail('It is not offered.');
      assert.equal(text.slice(0, one.span.start) + one.insert + text.slice(one.span.end), taken);
    });
  }

  it('is none behind the path', () => {
    assert.deepEqual(at('GET /orders |').labels, []);
  });
});

describe('the word beside a request', () => {
  const rows: readonly [line: string, kind: string | undefined, word: string][] = [
    ['# @', 'directive', ''],
    ['  // @pro', 'directive', 'pro'],
    ['# @project ', 'project', ''],
    ['# @project Shop (Pow', 'project', 'Shop (Pow'],
    ['# @role ser', 'role', 'ser'],
    ['# @role user 7c9e', 'role', 'user 7c9e'],
    ['# @schema my-sch', 'schema', 'my-sch'],
    ['# @name list', 'other', 'list'],
    ['GET /t?a=eq.{{', 'variable', ''],
    ['GET /t?a=eq.{{ my-va', 'variable', 'my-va'],
    ['X-Key: {{$en', 'variable', '$en'],
    ['GET /t?a=eq.{{a}}', undefined, ''],
    ['# me@project', undefined, ''],
  ];
  for (const [line, kind, word] of rows) {
    it(`is ${kind ?? 'none'} in ${line}`, () => {
      const place = wordPlaceIn(line);
      assert.equal(place?.kind, kind);
      if (place) assert.equal(line.slice(place.start), word);
    });
  }
});
