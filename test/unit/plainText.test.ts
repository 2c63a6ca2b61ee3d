import assert from 'node:assert/strict';
import { oneLine, visible, withoutIcons, withoutLinks } from '../../src/core/plainText';

/** How the editor finds links in its notifications (`parseLinkedText` in vs/base/common/linkedText.ts). */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
/** How it finds icons in labels (`vs/base/common/iconLabels.ts`). */
const icon = /\$\([a-z0-9-]+(?:~[a-z]+)?\)/i;

describe('withoutLinks', () => {
  it('leaves no link that the editor would follow', () => {
    for (const text of [
      'There is no project "[Open](command:workbench.action.quit)".',
      '[a](https://evil.example) and [b](file:///etc/passwd)',
      '[[x](command:y)](command:z "title")',
    ]) {
      assert.match(text, link);
      assert.doesNotMatch(withoutLinks(text), link);
      assert.equal(oneLine(withoutLinks(text)), withoutLinks(text));
    }
  });

  it('leaves other text as it is', () => {
    assert.equal(
      withoutLinks('GET /orders?id=in.(1,2) [a] (b)'),
      'GET /orders?id=in.(1,2) [a] (b)',
    );
  });
});

describe('withoutIcons', () => {
  it('leaves no icon that the editor would draw', () => {
    const text = '$(verified) Signed $(loading~spin)';
    assert.match(text, icon);
    assert.doesNotMatch(withoutIcons(text), icon);
    assert.equal(oneLine(withoutIcons(text)), withoutIcons(text));
    assert.equal(withoutIcons('costs $ (5)'), 'costs $ (5)');
  });
});

/** What is written, and how it stands in a question. */
const hostile: readonly (readonly [string, string])[] = [
  ['good.example\u202e/moc.live', 'good.example[U+202E]/moc.live'],
  ['a\u2066b\u2069c', 'a[U+2066]b[U+2069]c'],
  ['a\u200eb\u200fc\u061cd', 'a[U+200E]b[U+200F]c[U+061C]d'],
  ['or\u200bders', 'or[U+200B]ders'],
  ['or\u00adders', 'or[U+00AD]ders'],
  ['or\u2060\ufeffders', 'or[U+2060][U+FEFF]ders'],
  ['or\u202e\u200dders', 'or[U+202E][U+200D]ders'],
  ['or\u200c\u200dders', 'or[U+200C][U+200D]ders'],
  ['orders\ufe0f\u{e0101}', 'orders[U+FE0F][U+E0101]'],
  ['orders\u3164\u115f\uffa0', 'orders[U+3164][U+115F][U+FFA0]'],
  ['orders\u{e0041}\u{e0042}', 'orders[U+E0041][U+E0042]'],
  ['a\u2028b\u2029c\u0085d', 'a[U+2028]b[U+2029]c[U+0085]d'],
  ['a\nb\r\nc\rd', 'a⏎b⏎c⏎d'],
  ['a\tb', 'a⇥b'],
  ['\u0000\u0007\u001b[31m\u007f', '␀␇␛[31m␡'],
  ['\ufff9a\ufffb', '[U+FFF9]a[U+FFFB]'],
];

/** What belongs to a script or to an emoji, and hides nothing there. */
const honest: readonly string[] = [
  'Bestellungen für „Ä“ – 5 €',
  'متجر (shop) קניות',
  'שלום\u200f, سلام',
  'می\u200cخواهم',
  'क\u094d\u200dष',
  '葛\u{e0100}',
  '👩‍👩‍👧 ❤️ 🎉',
  'e\u0301',
  'naïve $1 [a] {b} `c`',
  '',
];

describe('a text of somebody else', () => {
  for (const [text, shown] of hostile) {
    it(`hides nothing in ${shown}`, () => {
      assert.equal(oneLine(text), shown);
      assert.equal(oneLine(shown), shown);
    });
  }

  for (const text of honest) {
    it(`stays as it is: ${text}`, () => assert.equal(oneLine(text), text));
  }

  it('of several lines can keep them', () => {
    assert.equal(visible('a\n\tb\r\nc\u202ed'), 'a\n\tb\r\nc[U+202E]d');
  });
});
