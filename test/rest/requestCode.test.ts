import assert from 'node:assert/strict';
import { isFailure } from '../../src/core/errors';
import { codeTargets } from '../../src/core/rest/code';
import {
  answerTo,
  codeOf,
  environmentOf,
  programs,
  readByPython,
  suiteOfCode,
} from './requestCodeParts';

/** Requests whose answer stays the same however often they are sent. */
const asked: readonly string[] = [
  'GET /categories',
  'GET /categories?select=id,name&order=id.desc&limit=3',
  'GET /categories?order=name&limit=2&offset=3',
  'GET /products?select=id,"name",price&price=gte.100&status=eq.active&order=price.desc.nullslast',
  'GET /products?select=id&name=like.*lamp&order=id',
  'GET /products?select=id&name=not.ilike.oak*&order=id',
  'GET /products?select=id,colour:attributes->>colour&attributes->>colour=eq.amber&order=id',
  'GET /products?select=id&tags=cs.{oak,lamp}',
  'GET /products?select=id&stock=gt.10&stock=lte.30&order=id',
  'GET /products?select=id&id=in.(1,2,40)&order=id.asc',
  'GET /categories?select=id&slug=in.(home,"a,b","say ""hi""")',
  `GET /categories?select=id&name=neq.it's "$HOME" \`x\` \${y} {z} 100%25&order=id`,
  'GET /categories?select=id&slug=not.in.(home,tools)&order=id',
  'GET /categories?select=id,name&parent_id=is.null&order=id',
  'GET /categories?select=id&parent_id=not.is.null&order=id',
  'GET /products?select=id&or=(stock.lt.5,and(stock.gt.85,status.eq.active))&order=id',
  'GET /products?select=id&and=(stock.gt.5,stock.lt.9)&order=id',
  'GET /products?select=id&not.or=(stock.gt.5,price.lt.50)&order=id',
  'GET /products?select=id&name=like(any).{Oak*,*mug}&order=id',
  'GET /products?select=id&name=fts(english).lamp&order=id',
  'GET /products?select=id,categories(name),reviews(rating,title)&reviews.rating=gte.4&reviews.order=id&order=id&limit=5',
  'GET /products?select=id,...categories!inner(category:name)&categories.slug=eq.lighting&order=id',
  'GET /products?select=id,reviews!inner(id)&reviews.published=is.true&reviews.limit=1&reviews.order=id&order=id',
  'GET /categories?select=name,above:parent_id(name)&order=id',
  'GET /orders?select=id,total,customers(full_name)&order=customers(full_name).desc,id&limit=4',
  'GET /customers?select=loyalty_points::text&order=email&limit=3',
  'GET /categories?order=id\nRange: 2-4',
  'GET /categories?order=id\nAccept-Profile: public',
  'GET /categories?id=eq.3\nAccept: application/vnd.pgrst.object+json',
  'GET /rpc/search_products?query=lamp&select=id,name&order=id',
  'POST /rpc/search_products?select=id,name&order=id\n\n{"query": "mug"}',
  'GET /rpc/order_total?of_order=3',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: no language may fill it in
  'PATCH /products?id=eq.1&select=id,tags,attributes\nPrefer: return=representation\n\n{"tags": ["a b", "it\'s"], "attributes": {"text": "\\"é\\" $x `y` ${z}"}}',
  'POST /categories?on_conflict=slug&select=name,slug\nPrefer: return=representation, resolution=merge-duplicates\n\n[{"name": "Toys", "slug": "toys"}, {"name": "Games", "slug": "games"}]',
];

/** What the client libraries have no call for. */
const inexpressible: readonly (readonly [target: string, text: string, words: string])[] = [
  ['supabaseJs', 'GET /categories?offset=3', 'together with a limit'],
  ['supabaseJs', 'PUT /categories?id=eq.1\n\n{"id": 1}', 'sends no PUT'],
  ['supabaseJs', 'GET /categories\nPrefer: timezone=UTC', 'timezone=UTC'],
  ['supabaseJs', 'GET /categories\nAccept: application/octet-stream', 'Accept'],
  [
    'supabasePy',
    'PATCH /categories?id=eq.1&select=id\nPrefer: return=representation\n\n{}',
    'select=',
  ],
  ['supabasePy', 'GET /', 'tables and functions'],
];

suiteOfCode('a request as code', [], (sandbox) => {
  for (const [id, program] of Object.entries(programs)) {
    it(`has the rows of the request in ${id}`, async () => {
      for (const text of asked) {
        const expected = await answerTo(sandbox(), text);
        const code = codeOf(sandbox(), id, text);
        const printed = await program
          .run(code, environmentOf(sandbox()))
          .catch((error: unknown) => {
            throw new Error(`${text}\n${code}\n${error}`);
          });
        // Most of these languages read numbers as JavaScript does.
        assert.deepEqual(JSON.parse(printed), expected, `${text}\n${code}`);
      }
    });
  }

  it('is Python in supabase-py', async () => {
    await readByPython(sandbox(), asked);
  });

  it('holds no key', () => {
    const { serviceRoleKey = '' } = sandbox().projects.powabase;
    for (const { id } of codeTargets) {
      assert.ok(!codeOf(sandbox(), id, asked[0] ?? '').includes(serviceRoleKey), id);
    }
  });

  for (const [id, text, words] of inexpressible) {
    it(`says what ${id} cannot express: ${text.split('\n')[0]}`, () => {
      assert.throws(
        () => codeOf(sandbox(), id, text),
        (error) => isFailure(error) && error.message.includes(words),
      );
    });
  }
});
