import assert from 'node:assert/strict';
import { detectCsv, lineEndsOf, recordsOf } from '../../src/core/csv/detect';
import { defaultMapping } from '../../src/core/csv/target';

const names = ['id', 'full_name', 'price'];

const found = (text: string | Uint8Array, isWhole = true) => {
  const sample = { bytes: Buffer.from(text), isWhole };
  const format = detectCsv(sample, names);
  return { sample, format, lineEnds: lineEndsOf(sample, format) };
};

describe('how a CSV file is written', () => {
  for (const [text, delimiter, quote, header] of [
    ['id,price\n1,2\n', ',', '"', true],
    ['id;price\n1;2,5\n3;4,5\n', ';', '"', true],
    ['a\tb\n1\t2\n', '\t', '"', true],
    ['a|b|c\n1|2|3\n', '|', '"', true],
    ['1,2\n3,4\n', ',', '"', false],
    ['Full Name\nAnn, the first\nBo\n', ',', '"', true],
    ["1,'a, b'\n2,'c'\n", ',', "'", false],
    ["1,it's\n2,that's\n", ',', '"', false],
    ['"a;b","c"\n"d;e","f"\n', ',', '"', false],
    ['note\n"one\ntwo, three"\n', ',', '"', false],
    ['ann,paris\nbo,rome\n', ',', '"', false],
    ['city,year\nrome,1999\n', ',', '"', true],
    ['', ',', '"', false],
  ] as const) {
    it(`is found: ${JSON.stringify(text)}`, () => {
      const { format } = found(text);
      assert.deepEqual(
        [format.delimiter, format.quote, format.header, format.encoding],
        [delimiter, quote, header, 'utf8'],
      );
    });
  }

  for (const [text, ends] of [
    ['a\nb\n', 'LF'],
    ['a\r\nb\r\n', 'CRLF'],
    ['a\rb\r', 'CR'],
    ['a\nb\r\n', 'mixed'],
    ['"a\r\nb"\nc\n', 'LF'],
    ['a', 'LF'],
  ] as const) {
    it(`has lines that end in ${ends}: ${JSON.stringify(text)}`, () => {
      assert.equal(found(text).lineEnds, ends);
    });
  }

  it('is not misled by a letter, a record or a line end that the sample cuts', () => {
    const whole = Buffer.from('id,price\r\n1,é\r\n');
    const cutLetter = found(whole.subarray(0, -3), false);
    assert.equal(cutLetter.format.encoding, 'utf8');
    assert.equal(recordsOf(cutLetter.sample, cutLetter.format, 9).length, 1);
    assert.equal(found(whole.subarray(0, -1), false).lineEnds, 'CRLF');
  });

  for (const [encoding, bytes] of [
    ['utf8', Buffer.from('\ufeffid,é\n')],
    ['utf16le', Buffer.from('id,é\n1,2\n', 'utf16le')],
    ['utf16be', Buffer.from('id,é\n1,2\n', 'utf16le').swap16()],
    ['windows1252', Buffer.from('id,\xe9\n', 'latin1')],
  ] as const) {
    it(`is in ${encoding}`, () => {
      const { sample, format } = found(bytes);
      assert.equal(format.encoding, encoding);
      assert.deepEqual(recordsOf(sample, format, 1)[0]?.cells, ['id', 'é']);
    });
  }
});

describe('what goes where by default', () => {
  const column = (name: string, left?: 'identity') => ({
    name,
    type: 'text',
    takesNull: true,
    hasDefault: false,
    isJson: false,
    ...(left ? { left } : {}),
  });
  const columns = [column('id', 'identity'), column('email'), column('full_name')];
  for (const [header, mapping] of [
    [
      ['Full Name', 'email'],
      ['full_name', 'email'],
    ],
    [
      ['E-Mail', 'email'],
      [undefined, 'email'],
    ],
    [
      ['email', 'email'],
      ['email', undefined],
    ],
    [
      ['id', 'constructor'],
      [undefined, undefined],
    ],
    [undefined, ['email', 'full_name']],
  ] as const) {
    it(`is ${JSON.stringify(mapping)} for ${JSON.stringify(header)}`, () => {
      assert.deepEqual(defaultMapping(header, 2, { columns }), mapping);
    });
  }
});
