import assert from 'node:assert/strict';
import { isFailure } from '../../src/core/errors';
import { codeTargets } from '../../src/core/rest/code';
import { codeRequest } from '../../src/core/rest/code/request';
import { parseRequest } from '../../src/core/rest/parse';
import { readRequest } from '../../src/core/rest/request';
import { toHttpRequest } from '../../src/core/rest/send';
import { textOf } from '../../src/core/snippets/code';
import { compose } from '../../src/core/snippets/compose';
import { frameworkOf } from '../../src/core/snippets/frameworks';
import { indentOf } from '../../src/core/snippets/languages';
import { providerOf } from '../../src/providers';
import { snippetContext } from '../../src/providers/snippetContext';
import { snippetFactsOf } from '../../src/providers/snippetFacts';
import { output } from '../database/drivers/driver';
import { debianPackages, ensureDebian } from '../hosts/debian';
import { type Sandbox, start } from '../sandbox';
import { sendHttp } from './directly';
import { inGo, inNode, inPython, inShell, type Program } from './snippetPrograms';

const { curl, requests: pythonRequests } = debianPackages;

/** What runs the code of each target; supabase-py is no package of Debian, and its code is only read by Python. */
const programs: Readonly<Record<string, Program>> = {
  curl: inShell('', curl),
  fetch: inNode('console.log(JSON.stringify(rows));'),
  supabaseJs: inNode('console.log(JSON.stringify(rows));'),
  requests: inPython('import json\nprint(json.dumps(rows))', pythonRequests),
  netHttp: inGo,
};

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

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('a request as code', function () {
  this.timeout(240_000);
  let sandbox: Sandbox;

  before(async function () {
    this.timeout(600_000);
    ensureDebian([...new Set(Object.values(programs).flatMap(({ packages }) => packages))]);
    sandbox = await start();
  });
  after(() => sandbox?.stop());

  function codeOf(id: string, text: string) {
    const target = codeTargets.find((known) => known.id === id) ?? assert.fail(id);
    const { provider, url } = sandbox.projects.powabase;
    const context = snippetContext(
      { id, name: 'Shop', provider, url, place: 'user', credentials: {} },
      {
        key: { own: 'serviceRoleKey' },
        source: 'environment',
        values: {},
        pooled: false,
        client: false,
        framework: frameworkOf([]),
        typed: false,
      },
    );
    const span = { start: 0, end: text.length };
    const parsed = parseRequest(text) ?? assert.fail(text);
    const code = target.render(context, codeRequest(readRequest(text, span), parsed, context));
    const document = { text: '', indent: indentOf(target.language), quote: "'" as const, line: 0 };
    const { body } = compose(target.language, code, { ...document, language: target.language });
    return textOf(body);
  }

  async function answerTo(text: string): Promise<unknown> {
    const { provider, url, serviceRoleKey = '' } = sandbox.projects.powabase;
    const { restBase, headers } = providerOf(provider);
    const destination = { projectUrl: url, restBase: restBase(url) };
    const request = readRequest(text, { start: 0, end: text.length });
    const sent = toHttpRequest(request, {
      ...destination,
      authentication: headers(serviceRoleKey),
    });
    const { status, body } = await sendHttp(sent, new AbortController().signal);
    assert.ok(status < 300, `${text}\n${body}`);
    return JSON.parse(body);
  }

  function environment() {
    const { provider, url, serviceRoleKey = '' } = sandbox.projects.powabase;
    const { variables } = snippetFactsOf(provider);
    return { [variables.url]: url, [variables.serviceRoleKey ?? '']: serviceRoleKey };
  }

  for (const [id, program] of Object.entries(programs)) {
    it(`has the rows of the request in ${id}`, async () => {
      for (const text of asked) {
        const expected = await answerTo(text);
        const code = codeOf(id, text);
        const printed = await program.run(code, environment()).catch((error: unknown) => {
          throw new Error(`${text}\n${code}\n${error}`);
        });
        // Most of these languages read numbers as JavaScript does.
        assert.deepEqual(JSON.parse(printed), expected, `${text}\n${code}`);
      }
    });
  }

  it('is Python in supabase-py', async () => {
    const all = asked
      .filter((text) => !text.includes('return=representation'))
      .map((text) => codeOf('supabasePy', text));
    const check = 'import ast, json, sys\nfor text in json.load(sys.stdin): ast.parse(text)';
    await output('/usr/bin/python3', ['-c', check], { input: JSON.stringify(all), env: {} });
  });

  it('holds no key', () => {
    const { serviceRoleKey = '' } = sandbox.projects.powabase;
    for (const { id } of codeTargets) {
      assert.ok(!codeOf(id, asked[0] ?? '').includes(serviceRoleKey), id);
    }
  });

  for (const [id, text, words] of inexpressible) {
    it(`says what ${id} cannot express: ${text.split('\n')[0]}`, () => {
      assert.throws(
        () => codeOf(id, text),
        (error) => isFailure(error) && error.message.includes(words),
      );
    });
  }
});
