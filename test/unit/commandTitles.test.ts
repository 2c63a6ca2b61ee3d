import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Command {
  readonly command: string;
  readonly title: string;
}

const { contributes }: { readonly contributes: { readonly commands: readonly Command[] } } =
  JSON.parse(readFileSync('package.json', 'utf8'));
const titles = contributes.commands.map(({ title }) => title.replace(/…$/, ''));

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true })
    .map((file) => join(folder, String(file)))
    .filter((file) => /\.(ts|md)$/.test(file));
}

describe('the title of a command', () => {
  it('is what sentences call it', () => {
    const files = [...filesIn('src'), ...filesIn('media'), 'README.md', 'package.json'];
    const mentions = files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\bPowabase: ([A-Z][^'"`\n]*)/g)].map(
        ([, words = '']) => ({ file, words }),
      ),
    );
    assert.ok(mentions.length > 10);
    const unknown = mentions.filter(
      ({ words }) =>
        !titles.some((title) => words.startsWith(title) && !/^\w/.test(words.slice(title.length))),
    );
    assert.deepEqual(unknown, []);
  });

  it('is what the journeys choose in the palette', () => {
    const chosen = filesIn('test/e2e').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/'Powabase: ([^']+)'/g)].map(([, title]) => title),
    );
    const known = new Set(contributes.commands.map(({ title }) => title));
    known.add('Focus on Projects View');
    assert.ok(chosen.length > 10);
    assert.deepEqual(
      chosen.filter((title = '') => !known.has(title)),
      [],
    );
  });

  it('has an ellipsis or is a question, never both', () => {
    for (const { title } of contributes.commands) assert.doesNotMatch(title, /\?…|\.\.\.|\.$/);
  });

  it('begins each word with a capital, but for small ones', () => {
    const small = /^(?:a|an|and|as|at|for|from|in|of|on|or|that|the|to|with)$/;
    for (const { title } of contributes.commands) {
      const words = title.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
      for (const word of words) assert.match(word, small.test(word) ? small : /^\p{Lu}/u, title);
      assert.match(title, /^\p{Lu}/u);
    }
  });
});
