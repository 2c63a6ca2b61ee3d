import assert from 'node:assert/strict';
import { check } from '../../src/core/rest/check';
import { completionsAt } from '../../src/core/rest/complete';
import { explain } from '../../src/core/rest/explain';
import { hoverAt } from '../../src/core/rest/hover';
import { parseRequest } from '../../src/core/rest/parse';
import { printTarget } from '../../src/core/rest/print';
import { corpus } from '../rest/grammarCorpus';
import { mutate, seeded } from '../rest/mutations';
import { shop } from './restShop';

const headers = '\nPrefer: return=representation, cout=exact\nRange: 0-9\n\n{"id": 1}';

describe('a mutated request', function () {
  this.timeout(20_000);

  it('is checked, explained, completed and printed all the same', () => {
    const random = seeded(6);
    const requests = corpus.flatMap((topic) => topic.requests);
    for (let done = 0; done < 1_000; done++) {
      const table = [...shop.tables.keys()][done % shop.tables.size] ?? '';
      const seed = (requests[done % requests.length] ?? '/').replace('/products', `/${table}`);
      const text = mutate(seed + headers, random);
      const request = parseRequest(text);
      if (!request) continue;
      for (const { start, end, fixes } of check(text, request, { catalog: shop })) {
        assert.ok(0 <= start && start <= end && end <= text.length, text);
        for (const { edits } of fixes)
          assert.ok(
            edits.every((edit) => edit.end <= text.length),
            text,
          );
      }
      explain(text, request, shop);
      const offset = Math.floor(random() * (text.length + 1));
      for (const { span } of completionsAt(text, offset, shop)) {
        assert.ok(span.start <= offset && offset <= span.end, `${text} at ${offset}`);
      }
      hoverAt(text, offset, shop);
      const line = text.slice(request.target.start, request.target.end);
      if (!line.includes('\n')) assert.equal(printTarget(request.target), line);
    }
  });
});
