import assert from 'node:assert/strict';
import { plain } from '../../src/core/errors';
import { check } from '../../src/core/rest/check';
import { checkDirectives } from '../../src/core/rest/check/directives';
import { blocksOf, directivesIn, placeOfDirective } from '../../src/core/rest/document';
import { parseRequest } from '../../src/core/rest/parse';
import { blockAt, readRequest } from '../../src/core/rest/request';
import { checkedValue, definitionsFor, fill, variablesIn } from '../../src/core/rest/variables';

const shop = `@shop = 3
@path = /products?shop=eq.{{shop}}

### all products
# @role user 7c9e
GET {{path}}&select=id

### one of them
@shop = 4
GET /products
  ?shop=eq.{{shop}}
  &id=eq.{{$uuid}}
X-Trace: {{$env TRACE}}
# {{nobody}} reads comments

{"of": "{{missing}}"}
###
# only words
`;

function filled(text: string, mark: string, environment: Readonly<Record<string, string>> = {}) {
  const block = blockAt(text, text.indexOf(mark));
  const values = definitionsFor(text, block);
  return fill(text, block, variablesIn(text, block), (variable) => {
    if (variable.kind === 'named') return values.get(variable.name);
    return variable.kind === 'environment' ? environment[variable.name] : undefined;
  });
}

describe('the blocks of a request document', () => {
  it('have a title and a request line', () => {
    assert.deepEqual(
      blocksOf(shop).map(({ title, request }) => [title, request?.text]),
      [
        ['all products', 'GET {{path}}&select=id'],
        ['one of them', 'GET /products'],
      ],
    );
  });

  it('reach from what is written first to what is written last', () => {
    const [, second] = blocksOf(shop);
    const inside = second && shop.slice(second.inside.start, second.inside.end);
    assert.match(inside ?? '', /^@shop = 4[\s\S]*"\}$/);
  });

  it('are none in an empty document', () => assert.deepEqual(blocksOf('\n\n'), []));

  it('read windows line ends', () => {
    assert.deepEqual(
      blocksOf('GET /a\r\n### two\r\nGET /b\r\n').map(({ title, request }) => [
        title,
        request?.text,
      ]),
      [
        ['', 'GET /a'],
        ['two', 'GET /b'],
      ],
    );
  });

  const places: readonly [string, string, string][] = [
    ['over the line that is there', '# @role anon\nGET /a', '# @role service\nGET /a'],
    ['above the request', '# a\nGET /a', '# a\n# @role service\nGET /a'],
  ];
  for (const [name, text, expected] of places) {
    it(`take a directive ${name}`, () => {
      const [block] = blocksOf(text);
      const place = block && placeOfDirective(text, block, 'role');
      assert.ok(place);
      const line = `# @role service${place.start === place.end ? '\n' : ''}`;
      assert.equal(text.slice(0, place.start) + line + text.slice(place.end), expected);
    });
  }
});

describe('a query of several lines', () => {
  const rows: readonly [string, string, string][] = [
    [
      'in between',
      'GET /t\n  ?a=eq.1\n  # &b=eq.2\n  &c=eq.3\nAccept: text/csv',
      '/t?a=eq.1&c=eq.3',
    ],
    ['at first', 'GET /t\n  # ?a=eq.1\n  &c=eq.3\nAccept: text/csv', '/t?c=eq.3'],
    ['at last', 'GET /t\n  ?a=eq.1\n  # &c=eq.3\nAccept: text/csv', '/t?a=eq.1'],
    ['altogether', 'GET /t\n  # ?a=eq.1\n  # &c=eq.3\nAccept: text/csv', '/t'],
  ];
  for (const [where, text, target] of rows) {
    it(`may have a parameter commented out ${where}`, () => {
      const request = readRequest(text, { start: 0, end: text.length });
      assert.equal(request.target, target);
      assert.deepEqual(request.headers, { Accept: 'text/csv' });
      const parsed = parseRequest(text) ?? assert.fail(text);
      assert.deepEqual(check(text, parsed), []);
      for (const { start, key } of parsed.target.parameters) {
        assert.match(text.slice(start), /^[ac]=/);
        assert.equal(text.slice(key.start, key.end), text.slice(start, start + 1));
      }
    });
  }
});

describe('a document of ten thousand requests', () => {
  const text = `@id = 4\n${Array.from({ length: 10_000 }, (_, n) => `### ${n}\n# @role anon\nGET /orders?id=eq.{{id}}&limit=${n}\n`).join('\n')}`;

  it('is read in the time of one look at it', () => {
    const started = performance.now();
    const blocks = blocksOf(text);
    assert.equal(blocks.length, 10_000);
    for (const block of blocks) {
      assert.equal(directivesIn(text, block).length, 1);
      assert.equal(variablesIn(text, block).length, 1);
      assert.equal(definitionsFor(text, block).get('id'), '4');
    }
    // It took over a minute when each block looked at the whole text.
    assert.ok(performance.now() - started < 5_000);
  });
});

describe('variables', () => {
  it('are found with their places, but not in comments', () => {
    const block = blockAt(shop, shop.indexOf('one of them'));
    assert.deepEqual(
      variablesIn(shop, block).map((one) => [one.kind, shop.slice(one.start, one.end)]),
      [
        ['named', '{{shop}}'],
        ['uuid', '{{$uuid}}'],
        ['environment', '{{$env TRACE}}'],
        ['named', '{{missing}}'],
      ],
    );
  });

  it('may use those above them; the nearest one counts', () => {
    const first = filled(shop, 'all products');
    assert.equal(readRequest(first.text, first.block).target, '/products?shop=eq.3&select=id');
    const second = filled(shop, 'one of them');
    assert.match(readRequest(second.text, second.block).target, /^\/products\?shop=eq\.4&id=/);
  });

  it('leave the places of the text around them as they were', () => {
    const text = '@v = much longer than it was\nGET /products?name=eq.{{v}}&or=(a.eq.1';
    const { text: long, block, toSource } = filled(text, 'GET');
    const request = parseRequest(long, block);
    const [finding] = request ? check(long, request) : [];
    assert.ok(finding);
    const place = toSource(finding);
    assert.ok(place.start >= text.indexOf('or='), `${place.start}`);
    assert.ok(place.end <= text.length, `${place.end}`);
  });

  it('stand for their value as a whole', () => {
    const text = '@v = abc\nGET /t?a={{v}}&b=1';
    const { text: long, toSource, fromSource, holdsValue } = filled(text, 'GET');
    const at = long.lastIndexOf('abc');
    const source = toSource({ start: at + 1, end: at + 2 });
    assert.equal(text.slice(source.start, source.end), '{{v}}');
    assert.equal(long.slice(fromSource(text.indexOf('b=1'))), 'b=1');
    assert.deepEqual(
      [holdsValue({ start: at, end: at + 1 }), holdsValue({ start: at + 3, end: long.length })],
      [true, false],
    );
  });

  it('without a value are said to have none, and cannot bring lines along', () => {
    assert.throws(
      () => checkedValue('{{a}}', undefined),
      /\{\{a\}\} has no value\. Define it above/,
    );
    assert.throws(() => checkedValue('{{a}}', 'x\nAuthorization: y'), /more than one line/);
  });
});

describe('directives', () => {
  it('name the user to be', () => {
    const text = '# @role user 7c9e\nGET /products';
    const { directives } = readRequest(text, { start: 0, end: text.length });
    assert.deepEqual(directives, { role: 'user', subject: '7c9e' });
  });
});

describe('the lines above a request', () => {
  const rows: readonly [text: string, marked: string, says: RegExp, fixed: string][] = [
    ['# @project Shp\nGET /t', 'Shp', /no project "Shp"/, '# @project Shop\nGET /t'],
    ['# @role anno\nGET /t', 'anno', /no role "anno"/, '# @role anon\nGET /t'],
    ['#  @role usr 7c9e \r\nGET /t', 'usr', /no role/, '#  @role user 7c9e \r\nGET /t'],
  ];
  for (const [text, marked, says, fixed] of rows) {
    it(`name what is not there: ${marked}`, () => {
      const found = checkDirectives(directivesIn(text, { start: 0, end: text.length }), ['Shop']);
      const [one = assert.fail('Nothing is found.')] = found;
      assert.equal(text.slice(one.start, one.end), marked);
      assert.match(plain(one.sentence), says);
      const [edit = assert.fail('There is no fix.')] = one.fixes[0]?.edits ?? [];
      assert.equal(text.slice(0, edit.start) + edit.text + text.slice(edit.end), fixed);
    });
  }

  it('have those that there are offered where none is near', () => {
    const text = '# @project Shop\n# @role admin\nGET /t';
    const [one] = checkDirectives(directivesIn(text, { start: 0, end: text.length }), ['Shop']);
    assert.deepEqual(
      one?.fixes.map(({ edits }) => edits[0]?.text),
      ['anon', 'service', 'user'],
    );
  });

  for (const text of [
    '# @project Shop',
    '# @project',
    '# @role service',
    '# @role service_role',
    '# @role user 7c9e',
    '# @role authenticated',
    '# @role ',
    '# @name of something',
    '# @schema app',
  ]) {
    it(`are right: ${text}`, () => {
      const span = { start: 0, end: text.length };
      assert.deepEqual(checkDirectives(directivesIn(text, span), ['Shop']), []);
    });
  }
});
