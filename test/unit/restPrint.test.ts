import assert from 'node:assert/strict';
import type { Target } from '../../src/core/rest/ast';
import { parseRequest } from '../../src/core/rest/parse';
import { printTarget } from '../../src/core/rest/print';
import { corpus } from '../rest/grammarCorpus';

const places = new Set([
  'start',
  'end',
  'inside',
  'key',
  'value',
  'written',
  'separator',
  'ignored',
]);
const spelling = new Set([...places, 'writtenPath', 'tail', 'quoted']);

const parse = (text: string) => parseRequest(text) ?? assert.fail(text);
const without = (names: ReadonlySet<string>, value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (name, part) =>
      names.has(name) && typeof part !== 'string' ? undefined : part,
    ),
  );

/** The target as somebody would build it, who knows of no text. */
function built(target: Target): Target {
  const { writtenPath: _path, tail: _tail, ...rest } = target;
  return {
    ...rest,
    parameters: target.parameters
      .filter(({ kind }) => kind !== 'ignored')
      .map(
        ({ written: _written, separator: _separator, ...parameter }) =>
          parameter as Target['parameters'][number],
      ),
  };
}

describe('printTarget', () => {
  const requests = corpus.flatMap((topic) => topic.requests);

  it('gives each request of the corpus back as it was written', () => {
    for (const text of requests) {
      const target = text.replace(/^[A-Z]+ /, '');
      assert.equal(printTarget(parse(text).target), target.trim());
    }
  });

  it('keeps odd separators and the address before the path', () => {
    for (const text of [
      '/a?&b=eq.1;;c=eq.2&',
      'https://x.example/rest/v1/a?b',
      '/a?',
      '/rest/v1/rpc/f',
    ]) {
      assert.equal(printTarget(parse(text).target), text);
    }
  });

  it('spells what was built so that it is read as the same', () => {
    let checked = 0;
    for (const text of requests) {
      const { target, issues } = parse(text);
      const odd = text.startsWith('POST') || text.endsWith('or=id.eq.1');
      if (odd || issues.length > 0) continue;
      const printed = printTarget(built(target));
      const again = parse(`GET ${printed}`);
      checked += 1;
      assert.deepEqual(again.issues, [], printed);
      assert.deepEqual(
        meaning(again.target),
        meaning(built(target)),
        `${text} is spelled ${printed}`,
      );
    }
    assert.ok(checked > 250, String(checked));
  });

  const spelled: readonly [string, string][] = [
    ['/a?b=eq.x+y', '/a?b=eq.x%20y'],
    ['/a?b=eq.x%26y%2Bz', '/a?b=eq.x%26y%2Bz'],
    ['/a?or=(b.eq."x,y",c.in.(1,"(2)"))', '/a?or=(b.eq."x,y",c.in.(1,"(2)"))'],
    ['/a?select= x : b , c!d!inner(*)', '/a?select=x:b,c!d!inner(*)'],
    ['/a?"b c"->>d=eq.1', '/a?"b%20c"->>d=eq.1'],
    ['/a?order=b.desc.nullslast,c(d)', '/a?order=b.desc.nullslast,c(d)'],
  ];
  for (const [text, expected] of spelled) {
    it(`spells ${text} as ${expected}`, () => {
      assert.equal(printTarget(built(parse(text).target)), expected);
    });
  }
});

function meaning(target: Target): unknown {
  return without(spelling, {
    path: 'name' in target.path && target.path.name,
    parameters: target.parameters.map(({ written: _, ...rest }) => rest),
  });
}
