import assert from 'node:assert/strict';
import { plain } from '../../src/core/errors';
import { check } from '../../src/core/rest/check';
import { parseRequest } from '../../src/core/rest/parse';
import type { RestCatalog } from '../../src/core/rest/restCatalog';
import { type Sandbox, start } from '../sandbox';
import { catalogOf, catalogOfDatabase, sendAsService } from './asService';
import { corpus } from './grammarCorpus';

/** Refused for what only the database knows: the names of constraints and settings, and how arrays are written. */
const unforeseen: readonly string[] = [
  '/products?select=id&order=id&description=fts(a b).lamp',
  '/products?select=id&order=id&or=(tags.cs.{a{b},id.eq.22)',
  '/products?select=id,categories!a!b(name)',
  '/products?select=id,categories! inner(name)',
];

/** The server lets an aggregate pass where it is spread. */
const unrefused = '/products?select=...categories(id.max())';

describe('the checks beside PostgREST 12.0.2', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let described: RestCatalog;
  let catalog: RestCatalog;

  before(async () => {
    sandbox = await start();
    described = await catalogOf(sandbox);
    catalog = { ...(await catalogOfDatabase(sandbox)), version: { major: 12, minor: 0, patch: 2 } };
  });
  after(() => sandbox?.stop());

  for (const { name, requests } of corpus) {
    const reads = requests.filter((text) => text.startsWith('/') && !unforeseen.includes(text));
    it(`have an error for what is refused, and for nothing else: ${name}`, async () => {
      const wrong: string[] = [];
      for (const text of reads) {
        const { status, body } = await sendAsService(sandbox, text);
        const errors = errorsOf(text, catalog);
        if (status < 400 && text !== unrefused)
          assert.deepEqual(errorsOf(text, described), [], text);
        if (status >= 400 !== errors.length > 0 && text !== unrefused) {
          wrong.push(`${text}: ${status} ${status < 400 ? '' : body} ${errors}`);
        }
      }
      assert.deepEqual(wrong, []);
    });
  }
});

function errorsOf(text: string, catalog: RestCatalog): readonly string[] {
  const request = parseRequest(text) ?? assert.fail(text);
  return check(text, request, { catalog, aggregates: false })
    .filter(({ severity }) => severity === 'error')
    .map(({ sentence }) => plain(sentence));
}
