import assert from 'node:assert/strict';
import { formatEdits } from '../../src/core/rest/format';

function formatted(text: string): string {
  return formatEdits(text)
    .toSorted((one, other) => other.start - one.start)
    .reduce((now, { start, end, text: by }) => now.slice(0, start) + by + now.slice(end), text);
}

const long = `/orders?select=id,created_at,items(product_id,quantity),customer:customers(name)&status=eq.paid&limit=5`;

describe('formatting a request document', () => {
  const rows: readonly [string, string, string][] = [
    ['the method', '  get   /orders?a=eq.1  ', 'GET /orders?a=eq.1'],
    [
      'a long query',
      `GET ${long}`,
      'GET /orders\n  ?select=id,created_at,items(product_id,quantity),customer:customers(name)\n  &status=eq.paid\n  &limit=5',
    ],
    [
      'a query that has lines',
      'GET /t\n    ?a=eq.1&b=eq.2\n\t&c=eq.3',
      'GET /t\n  ?a=eq.1\n  &b=eq.2\n  &c=eq.3',
    ],
    [
      'a query with a line left out',
      'get /t\n    ?a=eq.1\n# &b=eq.2\n\t&c=eq.3',
      'GET /t\n  ?a=eq.1\n  # &b=eq.2\n  &c=eq.3',
    ],
    [
      'a query whose last line is left out',
      'get /t\n  ?a=eq.1\n  # &b=eq.2\n',
      'GET /t\n  ?a=eq.1\n  # &b=eq.2\n',
    ],
    ['headers', 'GET /t\nAccept :text/csv\n# note\n', 'GET /t\nAccept: text/csv\n# note\n'],
    [
      'a body, digit for digit',
      'POST /t\n\n{"id":12345678901234567890,"a":[1.10, {}],\n"b":"x, {y}: \\"z\\""}\n',
      'POST /t\n\n{\n  "id": 12345678901234567890,\n  "a": [\n    1.10,\n    {}\n  ],\n  "b": "x, {y}: \\"z\\""\n}\n',
    ],
    ['no body that is not JSON yet', 'POST /t\n\n{"id": {{id}}}', 'POST /t\n\n{"id": {{id}}}'],
    [
      'no CSV',
      'POST /t\nContent-Type: text/csv\n\na,b\n1,2',
      'POST /t\nContent-Type: text/csv\n\na,b\n1,2',
    ],
    [
      'windows line ends',
      'get /a\r\nAccept:x\r\n\r\n[1]\r\n',
      'GET /a\r\nAccept: x\r\n\r\n[\r\n  1\r\n]\r\n',
    ],
    ['directives', '# @role anon\n@a = 1\nget /a', '# @role anon\n@a = 1\nGET /a'],
    ['every block', 'get /a\n### two\nget /b', 'GET /a\n### two\nGET /b'],
  ];
  for (const [name, text, expected] of rows) {
    it(`tidies ${name}`, () => {
      assert.equal(formatted(text), expected);
      assert.equal(formatted(expected), expected);
    });
  }
});
