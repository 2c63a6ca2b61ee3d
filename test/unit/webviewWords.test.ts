import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { words } from '../../src/protocol/words';

const sources = readdirSync('webview', { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join('webview', name), 'utf8'))
  .join('\n');

describe('the words of the webviews', () => {
  for (const word of words) {
    it(`“${word}” is shown somewhere`, () => {
      assert.ok(sources.includes(`'${word}'`));
    });
  }

  it('are each there once', () => {
    assert.equal(new Set(words).size, words.length);
  });
});
