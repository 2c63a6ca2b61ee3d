import assert from 'node:assert/strict';
import { diagnose, type Layer, type RefusedAnswer } from '../../../src/core/diagnose';
import { plain } from '../../../src/core/errors';
import type { Remedy, Topic } from '../../../src/core/remedy';

export type Given = Partial<Omit<RefusedAnswer, 'body'>> & { readonly body: object | string };

export function answer({ body, ...given }: Given): RefusedAnswer {
  return {
    provider: 'powabase',
    role: 'anon',
    status: 400,
    ...given,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

/** An answer, and the words for it. */
export type Explained = readonly [
  what: string,
  given: Given,
  layer: Layer,
  sentence: RegExp,
  advice: RegExp,
];

export function testExplained(rows: readonly Explained[]): void {
  for (const [what, given, layer, sentence, advice] of rows) {
    it(`explains ${what}`, () => {
      const found = diagnose(answer(given));
      assert.equal(found.layer, layer);
      assert.match(plain(found.sentence), sentence);
      assert.match(plain(found.advice), advice);
      assert.doesNotMatch(plain(found.sentence) + plain(found.advice), /\{\d\}|undefined|null/);
    });
  }
}

/** An answer, the page of the documents for it, and the remedy that comes first. */
export type Offered = readonly [
  what: string,
  given: Given,
  layer: Layer,
  sentence: RegExp,
  topic: Topic,
  offer?: Remedy['kind'],
];

export function testOffered(rows: readonly Offered[]): void {
  for (const [what, given, layer, sentence, topic, offer] of rows) {
    it(`offers what mends ${what}`, () => {
      const found = diagnose(answer(given));
      assert.equal(found.layer, layer);
      assert.match(plain(found.sentence), sentence);
      assert.notEqual(plain(found.advice), '');
      assert.equal(topicOf(found.remedies), topic);
      assert.equal(found.remedies[0]?.kind, offer ?? 'read');
    });
  }
}

export function topicOf(remedies: readonly Remedy[]): Topic | undefined {
  const last = remedies.at(-1);
  return last?.kind === 'read' ? last.topic : undefined;
}
