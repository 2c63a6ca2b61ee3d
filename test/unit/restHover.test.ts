import assert from 'node:assert/strict';
import { plain } from '../../src/core/errors';
import { hoverAt } from '../../src/core/rest/hover';
import { shop } from './restShop';

/** Where the bar stands: the text it is about, what is said, and the code below. */
const hovers: readonly [string, string, RegExp, string?][] = [
  [
    '/cust|omers',
    'customers',
    /^A table or view with 6 columns\.$/,
    'id uuid\nemail text\nfull_name text\naddress jsonb\nactive boolean\nborn date',
  ],
  ['/rpc/se|arch', 'search', /^A function\.$/, 'search(query text, page integer = …)'],
  ['/orders?to|tal=gt.5', 'total', /^$/, 'total numeric(12,2)'],
  ['/orders?total=g|t.5', 'gt', /^total is greater than 5\.$/, 'orders.total > 5'],
  [
    '/orders?note=not.i|like.*a*',
    'ilike',
    /^Not: note matches, in either case/,
    "not (orders.note ilike '%a%')",
  ],
  [
    '/orders?or=(id.eq.1,status.i|n.(paid,placed))',
    'in',
    /^status is one of paid, placed\.$/,
    "orders.status in ('paid', 'placed')",
  ],
  [
    '/customers?select=address->>ci|ty&address->>city=e|q.Oslo'.replace('|', ''),
    'eq',
    /^address->>city equals Oslo\.$/,
    "customers.address->>'city' = 'Oslo'",
  ],
  ['/orders?customer_i|d=eq.x', 'customer_id', /^Points to customers\.id\.$/, 'customer_id uuid'],
  [
    '/orders?select=id,sta|tus',
    'status',
    /^One of placed, paid, shipped\.$/,
    'status order_status',
  ],
  ['/orders?select=customers(em|ail)', 'email', /^$/, 'email text'],
  [
    '/orders?select=custo|mers!inner(email)',
    'customers',
    /^The one row of customers that the row of orders belongs to\. What has none of customers is left out\.$/,
    'customers.id = orders.customer_id',
  ],
  [
    '/customers?select=or|ders(id)',
    'orders',
    /^All rows of orders/,
    'orders.customer_id = customers.id',
  ],
  [
    '/orders?select=prod|ucts(id)',
    'products',
    /^All rows of products/,
    'order_items.order_id = orders.id and products.id = order_items.product_id',
  ],
  ['/orders?select=customers(id)&customers.ord|er=email', 'customers.order', /order of the rows/],
  ['/orders?o|r=(id.eq.1)', 'or', /any of the filters/],
  [
    '/orders\nPrefer: count=exact, return=mi|nimal',
    'return=minimal',
    /^What a write answers with\. Nothing but the status\.$/,
  ],
];

describe('hoverAt', () => {
  for (const [marked, about, says, code] of hovers) {
    it(`speaks of ${about} in ${JSON.stringify(marked)}`, () => {
      const text = marked.replace('|', '');
      const hover = hoverAt(text, marked.indexOf('|'), shop) ?? assert.fail('Nothing is said.');
      assert.equal(text.slice(hover.start, hover.end), about);
      assert.match(hover.sentences.map(plain).join(' '), says);
      assert.equal(hover.code, code);
    });
  }

  it('is silent where there is nothing', () => {
    assert.equal(hoverAt('/orders?id=eq.1', 1, undefined), undefined);
    assert.equal(hoverAt('', 0, shop), undefined);
    assert.equal(hoverAt('/orders?nope=xx.1', 9, shop), undefined);
  });
});
