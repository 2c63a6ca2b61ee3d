import assert from 'node:assert/strict';
import { withoutLinks } from '../../src/core/plainText';

/** How the editor finds links in its notifications (`parseLinkedText` in vs/base/common/linkedText.ts). */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

describe('withoutLinks', () => {
  it('leaves no link that the editor would follow', () => {
    for (const text of [
      'There is no project "[Open](command:workbench.action.quit)".',
      '[a](https://evil.example) and [b](file:///etc/passwd)',
      '[[x](command:y)](command:z "title")',
    ]) {
      assert.match(text, link);
      assert.doesNotMatch(withoutLinks(text), link);
    }
  });

  it('leaves other text as it is', () => {
    assert.equal(
      withoutLinks('GET /orders?id=in.(1,2) [a] (b)'),
      'GET /orders?id=in.(1,2) [a] (b)',
    );
  });
});
