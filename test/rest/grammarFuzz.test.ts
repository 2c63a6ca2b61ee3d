import assert from 'node:assert/strict';
import { parseRequest } from '../../src/core/rest/parse';
import { corpus } from './grammarCorpus';
import { mutate, seeded } from './mutations';

const count = 100_000;
/** What one request may take, in milliseconds; a mutation repeats a piece 2,000 times. */
const limit = 1_000;

describe('the grammar on mutated requests', function () {
  this.timeout(120_000);

  it(`reads ${count} of them without an error, each in time, with every place inside of the text`, () => {
    const random = seeded(20_261_121);
    const requests = corpus.flatMap((topic) => topic.requests);
    for (let done = 0; done < count; done++) {
      const text = mutate(requests[done % requests.length] ?? '/', random);
      const start = performance.now();
      const parsed = parseRequest(text);
      const took = performance.now() - start;
      assert.ok(took < limit, `${took} ms for ${text.slice(0, 200)}`);
      for (const issue of parsed?.issues ?? []) {
        assert.ok(0 <= issue.start && issue.start <= issue.end && issue.end <= text.length, text);
      }
      for (const { start: from, end } of parsed?.target.parameters ?? []) {
        assert.ok(0 <= from && from <= end && end <= text.length, text);
      }
    }
  });
});
