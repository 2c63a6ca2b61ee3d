import assert from 'node:assert/strict';
import type { HttpAnswer } from '../../src/core/ports';
import { firstRefusal } from '../../src/core/rest/issue';
import { parseRequest } from '../../src/core/rest/parse';
import { readRequest } from '../../src/core/rest/request';
import { toHttpRequest } from '../../src/core/rest/send';
import { providerOf } from '../../src/providers';
import { type Sandbox, start } from '../sandbox';
import { sendHttp } from './directly';
import { corpus } from './grammarCorpus';

const never = new AbortController().signal;
const server = { major: 12, minor: 0, patch: 2 };

describe('the grammar beside PostgREST 12.0.2', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await start();
  });
  after(() => sandbox?.stop());

  /** Straight to PostgREST: this gateway changes nothing. */
  function send(text: string): Promise<HttpAnswer> {
    const { url, serviceRoleKey = '', provider } = sandbox.projects.fluxV1;
    const { restBase, headers } = providerOf(provider);
    const request = readRequest(text, { start: 0, end: text.length });
    const authentication = headers(serviceRoleKey);
    return sendHttp(
      toHttpRequest(request, { projectUrl: url, restBase: restBase(url), authentication }),
      never,
    );
  }

  it('has a corpus of hundreds, of which a good part is broken', async () => {
    const all = corpus.flatMap(({ requests }) => requests);
    const refused = all.filter((text) => refusal(text) !== undefined);
    assert.ok(all.length >= 500, String(all.length));
    assert.ok(refused.length >= 200 && all.length - refused.length >= 200, String(refused.length));
  });

  for (const { name, requests } of corpus) {
    it(`refuses the same, at the same place: ${name}`, async () => {
      const wrong: string[] = [];
      for (const text of requests) {
        const said = readRefusal(await send(text));
        const ours = refusal(text);
        if (said !== ours) {
          wrong.push(`${text}: PostgREST says ${said ?? 'yes'}, we say ${ours ?? 'yes'}`);
        }
      }
      assert.deepEqual(wrong, []);
    });
  }
});

/** The column of the first failure; undefined for what is accepted. */
function refusal(text: string): number | undefined {
  const parsed = parseRequest(text, undefined, server) ?? assert.fail(text);
  return firstRefusal(parsed.issues)?.column;
}

function readRefusal({ body }: HttpAnswer): number | undefined {
  if (!body.includes('PGRST100')) return undefined;
  const [, column] = /\(line 1, column (\d+)\)/.exec(body) ?? assert.fail(body);
  return Number(column);
}
