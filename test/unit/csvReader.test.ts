import assert from 'node:assert/strict';
import { createCopyText } from '../../src/core/csv/copyText';
import type { CsvFormat } from '../../src/core/csv/format';
import { createCsvReader, fieldBytes } from '../../src/core/csv/reader';
import { Failure } from '../../src/core/errors';

/** Its records as they are told: the first and last line, then the fields; `'` marks one that had quotes. */
function read(text: string, pieceLength: number, quote: CsvFormat['quote'] = '"') {
  const records: (string | number)[][] = [];
  const reader = createCsvReader({ delimiter: ',', quote }, (record) => {
    const fields = record.ends.map((_, field) => {
      const said = Buffer.from(fieldBytes(record, field)).toString();
      return record.quoted[field] ? `'${said}` : said;
    });
    records.push([record.line, record.lastLine, ...fields]);
  });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceLength) {
    reader.push(bytes.subarray(at, at + pieceLength));
  }
  reader.end();
  return records;
}

const cases: readonly (readonly [text: string, records: readonly (string | number)[][]])[] = [
  ['', []],
  ['a', [[1, 1, 'a']]],
  ['a,b\n', [[1, 1, 'a', 'b']]],
  [
    'a\r\nb\rc\nd',
    [
      [1, 1, 'a'],
      [2, 2, 'b'],
      [3, 3, 'c'],
      [4, 4, 'd'],
    ],
  ],
  [',', [[1, 1, '', '']]],
  ['"",\n', [[1, 1, "'", '']]],
  [
    '\n\na',
    [
      [1, 1, ''],
      [2, 2, ''],
      [3, 3, 'a'],
    ],
  ],
  ['"a,""b"""\n', [[1, 1, `'a,"b"`]]],
  [
    '"one\ntwo\r\nthree\rfour",x\ny,z\n',
    [
      [1, 4, "'one\ntwo\r\nthree\rfour", 'x'],
      [5, 5, 'y', 'z'],
    ],
  ],
  ['a"b,c"d\n', [[1, 1, "'ab,cd"]]],
  ['"a"b\n', [[1, 1, "'ab"]]],
  ['é😀,"\u2028"\n', [[1, 1, 'é😀', "'\u2028"]]],
  ['it\'s,"\'"\n', [[1, 1, "it's", "''"]]],
  [' a , b ', [[1, 1, ' a ', ' b ']]],
];

describe('the reader of CSV', () => {
  for (const [text, records] of cases) {
    for (const pieceLength of [1, 2, 3, 1_000]) {
      it(`reads ${JSON.stringify(text)} in pieces of ${pieceLength}`, () => {
        assert.deepEqual(read(text, pieceLength), records);
      });
    }
  }

  it('takes another quote', () => {
    assert.deepEqual(read(`'a,''b',"c"\n`, 2, "'"), [[1, 1, "'a,'b", '"c"']]);
  });

  it('says where a quote opens that is never closed', () => {
    const failing = () => read('a\n"b\nc\n', 100);
    assert.throws(failing, (error) => error instanceof Failure && error.detail.line === 2);
  });

  it('holds a record that is larger than every piece', () => {
    const long = 'x'.repeat(1_000_000);
    assert.deepEqual(read(`"${long}",b\n`, 1_000), [[1, 1, `'${long}`, 'b']]);
  });
});

describe('chosen fields as the text of COPY', () => {
  const format: CsvFormat = {
    encoding: 'utf8',
    delimiter: ';',
    quote: '"',
    header: true,
    nullText: '-',
    quotedNull: false,
  };
  const text = (content: string, chosen: readonly number[], changes: Partial<CsvFormat> = {}) => {
    const copy = createCopyText({ ...format, ...changes }, chosen);
    copy.push(Buffer.from(content));
    copy.end();
    return Buffer.from(copy.take()).toString();
  };

  it('has a line for each record, without the header, in the order that is wanted', () => {
    assert.equal(text('a;b;c\n1;2;3\n4;5;6', [2, 0]), '3\t1\n6\t4\n');
  });

  it('writes NULL, and what would end a field, as COPY reads it', () => {
    const content = '-;"-";\n"a\tb\\n";"c\r\nd";\\.\n';
    assert.equal(
      text(content, [0, 1, 2], { header: false }),
      '\\N\t-\t\na\\tb\\\\n\tc\\r\\nd\t\\\\.\n',
    );
  });

  it('refuses a record with another number of fields, with its line', () => {
    assert.throws(() => text('a;b\n"1\n1";2\n3\n', [0]), /^Failure: Line 4 has another number/);
  });
});
