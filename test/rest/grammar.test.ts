import assert from 'node:assert/strict';
import type { HttpAnswer } from '../../src/core/ports';
import { firstRefusal } from '../../src/core/rest/issue';
import { parseRequest } from '../../src/core/rest/parse';
import { type Sandbox, start } from '../sandbox';
import { sendAsService } from './asService';
import { corpus } from './grammarCorpus';
import { mutate, seeded } from './mutations';

const server = { major: 12, minor: 0, patch: 2 };

describe('the grammar beside PostgREST 12.0.2', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await start();
  });
  after(() => sandbox?.stop());

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
        const said = readRefusal(await sendAsService(sandbox, text));
        const ours = refusal(text);
        if (said !== ours) {
          wrong.push(`${text}: PostgREST says ${said ?? 'yes'}, we say ${ours ?? 'yes'}`);
        }
      }
      assert.deepEqual(wrong, []);
    });
  }

  it('refuses the same of 4,000 mutated ones', async () => {
    const random = seeded(1202);
    const reads = corpus.flatMap(({ requests }) => requests.filter((text) => text.startsWith('/')));
    const wrong: string[] = [];
    let refused = 0;
    for (let done = 0; done < 4_000; done++) {
      const text = mutate(reads[done % reads.length] ?? '/', random, 20).replace(
        unsendable,
        encodeURIComponent,
      );
      const answer = await sendAsService(sandbox, text).catch(() => undefined);
      // A path that leads elsewhere never reaches the reading of the query; bytes that are no UTF-8 stop it.
      if (!answer || ['{}', 'Something went wrong'].includes(answer.body)) continue;
      const [said, ours] = [readRefusal(answer), refusal(text)];
      if (said !== undefined) refused += 1;
      if (said !== ours && said !== undefined)
        wrong.push(`${text}: PostgREST says ${said}, we say ${ours ?? 'yes'}`);
      if (said === undefined && ours !== undefined)
        wrong.push(`${text}: we say ${ours}, PostgREST ${answer.status} ${answer.body}`);
    }
    assert.deepEqual(wrong, []);
    assert.ok(refused > 1_000, String(refused));
  });
});

/** What a URL would drop or change. */
const unsendable = /[\s\p{Cc}]/gu;

/** The column of the first failure; undefined for what is accepted. */
function refusal(text: string): number | undefined {
  const parsed = parseRequest(text, undefined, server) ?? assert.fail(text);
  return firstRefusal(parsed.issues)?.column;
}

function readRefusal({ body }: HttpAnswer): number | undefined {
  if (!body.includes('PGRST100')) return undefined;
  const [, column] = /\(line \d+, column (\d+)\)/.exec(body) ?? assert.fail(body);
  return Number(column);
}
