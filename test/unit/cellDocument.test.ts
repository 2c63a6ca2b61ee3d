import assert from 'node:assert/strict';
import { cellDocument } from '../../src/core/results/cellDocument';

describe('a cell as a document', () => {
  it('is JSON on lines that fold, every token as it was', () => {
    const cell = '{"n":90071992547409931.10,"t":"a, \\"b\\": {","e":{},"l":[1,[],"]"],"x":null}';
    assert.deepEqual(cellDocument(cell, 'jsonb'), {
      text: `{
  "n": 90071992547409931.10,
  "t": "a, \\"b\\": {",
  "e": {},
  "l": [
    1,
    [],
    "]"
  ],
  "x": null
}`,
      extension: 'json',
    });
    assert.equal(cellDocument('3.10', 'json').text, '3.10');
  });

  it('is a dump of bytes', () => {
    const hex = [...Buffer.from('Hello, Postgres!\u0000ä')]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('');
    assert.equal(
      cellDocument(`\\x${hex}`, 'bytea').text,
      [
        '00000000  48 65 6c 6c 6f 2c 20 50 6f 73 74 67 72 65 73 21  Hello, Postgres!',
        '00000010  00 c3 a4                                         ...',
      ].join('\n'),
    );
  });

  it('is any other text as the server wrote it', () => {
    const text = ' {"not": "json"}\n\tat all ';
    assert.deepEqual(cellDocument(text, 'text'), { text, extension: 'txt' });
    assert.equal(cellDocument('escape\\000', 'bytea').text, 'escape\\000');
    assert.equal(cellDocument(null, 'jsonb').text, '');
  });
});
