import assert from 'node:assert/strict';
import { fenceAt } from '../../src/core/rest/fences';
import { addressIn, blockAt, readRequest } from '../../src/core/rest/request';
import { toHttpRequest } from '../../src/core/rest/send';

const whole = (text: string) => readRequest(text, { start: 0, end: text.length });

describe('readRequest', () => {
  it('reads a line alone', () => {
    const { method, target, headers, body } = whole('GET /customers?limit=10');
    assert.deepEqual(
      [method, target, headers, body],
      ['GET', '/customers?limit=10', {}, undefined],
    );
  });

  it('takes a bare path as GET', () => {
    assert.equal(whole('/customers').method, 'GET');
    assert.equal(whole('https://shop.example/rest/v1/customers').method, 'GET');
  });

  it('reads directives, headers and a body', () => {
    const request = whole(
      '# @role service\n# @schema ai\npost /orders HTTP/1.1\nPrefer: return=representation\n# a comment\n\n{"a": 1}\n',
    );
    assert.equal(request.method, 'POST');
    assert.equal(request.target, '/orders');
    assert.deepEqual(request.headers, { Prefer: 'return=representation' });
    assert.equal(request.body, '{"a": 1}');
    assert.deepEqual(request.directives, { role: 'service_role', schema: 'ai' });
  });

  it('joins a header that is written in several lines', () => {
    const text = 'GET /orders\nPrefer: count=exact\nAccept: text/csv\nprefer: handling=strict';
    assert.deepEqual(whole(text).headers, {
      Prefer: 'count=exact, handling=strict',
      Accept: 'text/csv',
    });
  });

  it('takes no second line of a header that cannot be a list', () => {
    for (const [one, other] of [
      ['Accept-Profile', 'accept-profile'],
      ['apikey', 'apikey'],
    ]) {
      assert.throws(() => whole(`GET /orders\n${one}: a\n${other}: b`), {
        message: `Line 3 writes ${other} a second time: keep one of the two.`,
      });
    }
  });

  it('joins indented lines that go on with ? or &', () => {
    assert.equal(
      whole('GET /orders\n  ?status=eq.paid\n  &limit=5\nAccept: text/csv').target,
      '/orders?status=eq.paid&limit=5',
    );
  });

  it('counts from the request line', () => {
    assert.equal(whole('# @role anon\nGET /a').start, 13);
  });

  const wrong: readonly [string, string, RegExp][] = [
    ['nothing', '\n# only a comment\n', /There is no request here: write a line such as GET/],
    ['a method alone', 'GET', /Line 1 has no path: write GET \/customers/],
    [
      'a path without a slash',
      'GET customers',
      /The path in line 1 must begin with a slash: write GET \/customers/,
    ],
    [
      'an unknown method',
      'FETCH /customers',
      /Line 1 is not a request: begin it with one of GET, HEAD/,
    ],
    ['SQL', 'select * from t', /Line 1 is not a request/],
    [
      'a body without an empty line',
      'POST /t\n{"a": 1}',
      /Line 2 is not a header: .* empty line before the body/,
    ],
    ['an unknown role', '# @role admin\nGET /t', /Line 1 names an unknown role "admin"/],
  ];
  for (const [name, text, expected] of wrong) {
    it(`says in a sentence what is wrong with ${name}`, () => {
      assert.throws(() => whole(text), expected);
    });
  }

  it('counts lines in the whole document', () => {
    const text = '### one\nGET /a\n### two\nGET\n';
    assert.throws(() => readRequest(text, blockAt(text, 24)), /Line 4 has no path/);
  });
});

describe('blockAt', () => {
  const text = 'GET /a\n\n### second\nGET /b\n###\nGET /c';
  const at = (mark: string) => {
    const { start, end } = blockAt(text, text.indexOf(mark));
    return text.slice(start, end).trim();
  };
  it('finds the first block', () => assert.equal(at('/a'), 'GET /a'));
  it('finds a block in the middle', () => assert.equal(at('/b'), 'GET /b'));
  it('finds the last block', () => assert.equal(at('/c'), 'GET /c'));
  it('takes a separator for the head of the block below it, from its first character on', () => {
    assert.equal(at('### second'), 'GET /b');
    assert.equal(at('second'), 'GET /b');
    assert.deepEqual(blockAt('### first\nGET /a\n', 0), { start: 9, end: 17 });
  });
});

describe('fenceAt', () => {
  const text = '# Title\n\n```http\nGET /a\n```\nwords\n~~~~\nGET /b\n~~~\n~~~~\n';
  it('finds the text inside a fence', () => {
    const span = fenceAt(text, text.indexOf('/a'));
    assert.equal(span && text.slice(span.start, span.end), 'GET /a\n');
  });
  it('ends a fence only at a mark as long as its own', () => {
    const span = fenceAt(text, text.indexOf('/b'));
    assert.equal(span && text.slice(span.start, span.end), 'GET /b\n~~~\n');
  });
  it('finds nothing between fences', () => {
    assert.equal(fenceAt(text, text.indexOf('words')), undefined);
  });
});

describe('toHttpRequest', () => {
  const destination = {
    projectUrl: 'https://shop.example',
    restBase: 'https://shop.example/rest/v1',
    authentication: { apikey: 'key', Authorization: 'Bearer key' },
  };
  const of = (text: string) => toHttpRequest(whole(text), destination);

  it('puts the path behind the base of PostgREST', () => {
    assert.equal(
      of('GET /customers?limit=1').url,
      'https://shop.example/rest/v1/customers?limit=1',
    );
  });
  it('does not repeat the base when the path holds it', () => {
    assert.equal(of('GET /rest/v1/customers').url, 'https://shop.example/rest/v1/customers');
    assert.equal(of('GET /rest/v1').url, 'https://shop.example/rest/v1');
    assert.equal(of('GET /rest/v1s').url, 'https://shop.example/rest/v1/rest/v1s');
  });
  it('takes an absolute URL of the project', () => {
    assert.equal(of('GET https://shop.example/api/agents').url, 'https://shop.example/api/agents');
  });
  it('refuses another origin, and says which', () => {
    assert.throws(
      () => of('GET https://evil.example/rest/v1/customers'),
      /for https:\/\/evil\.example, but the project is at https:\/\/shop\.example/,
    );
  });
  it('refuses an origin that only begins like the project', () => {
    assert.throws(() => of('GET https://shop.example.evil.example/x'), /not sent anywhere else/);
    assert.throws(() => of('GET https://shop.example@evil.example/x'), /not sent anywhere else/);
  });
  it('refuses a path that leads to another host', () => {
    assert.equal(of('GET //evil.example/x').url, 'https://shop.example/rest/v1//evil.example/x');
  });
  for (const path of [
    '/users/../orders',
    '/./orders',
    '/%2E%2e/auth/v1/x',
    '/x\\..\\orders',
    '/..',
  ]) {
    it(`refuses a path that is rewritten on its way: ${path}`, () => {
      assert.throws(() => of(`DELETE ${path}?id=eq.1`), /leads elsewhere/);
    });
  }
  it('takes dots and backslashes where they are a name or a value', () => {
    assert.equal(
      of('GET /a..b?x=eq.../..\\').url,
      'https://shop.example/rest/v1/a..b?x=eq.../..\\',
    );
  });
  it('refuses a Host header, whatever its case', () => {
    assert.throws(() => of('GET /t\nhOST: other.example'), /Take the Host header out/);
  });
  it('refuses a login in the address', () => {
    assert.throws(
      () => of('GET https://ada:hunter2@shop.example/rest/v1/t'),
      /Take the user and the password out of the address/,
    );
  });
  it('refuses a key in the address', () => {
    assert.throws(() => of('GET /t?apikey=secret'), /Take "apikey" out of the address/);
  });
  for (const [what, key] of [
    ['of another project', 'sb_secret_abcdefghijklmnop'],
    ['of an account', 'sbp_0123456789abcdef'],
    ['of the service role', 'eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoic2VydmljZV9yb2xlIn0.c2ln'],
    ['that is percent-encoded', 'sb%5Fsecret_abcdefghijklmnop'],
  ] as const) {
    it(`refuses a key ${what} anywhere in the address, and does not repeat it`, () => {
      assert.throws(
        () => of(`GET /t?token=eq.${key}`),
        (error: Error) =>
          /Take the key out of the address/.test(error.message) && !error.message.includes(key),
      );
    });
  }
  it('refuses the very key that it is sent with, whatever it looks like', () => {
    const authentication = { apikey: 'a-key-of-no-known-form' };
    const request = whole('GET /t?x=eq.a-key-of-no-known-form');
    assert.throws(
      () => toHttpRequest(request, { ...destination, authentication }),
      /Take the key out of the address/,
    );
  });
  it('sends the headers of the policy, and JSON only with a body', () => {
    assert.deepEqual(of('GET /t').headers, {
      Accept: 'application/json',
      apikey: 'key',
      Authorization: 'Bearer key',
    });
    assert.equal(of('POST /t\n\n{}').headers['Content-Type'], 'application/json');
  });
  it('lets a written header win, whatever its case', () => {
    assert.deepEqual(Object.entries(of('GET /t\naccept: text/csv').headers)[2], [
      'accept',
      'text/csv',
    ]);
    assert.equal(Object.keys(of('GET /t\naccept: text/csv').headers).length, 3);
  });
  it('names the schema in the header that the method needs', () => {
    assert.equal(of('# @schema ai\nGET /t').headers['Accept-Profile'], 'ai');
    assert.equal(of('# @schema ai\nPATCH /t\n\n{}').headers['Content-Profile'], 'ai');
  });
  it('says that a body is not JSON before it is sent', () => {
    assert.throws(() => of('POST /t\n\n{"a": }'), /The body is not valid JSON/);
    assert.equal(of('POST /t\nContent-Type: text/csv\n\na,b').body, 'a,b');
  });
});

describe('addressIn', () => {
  const cases: readonly (readonly [text: string, address: string | undefined])[] = [
    ['GET /a?b=1', 'GET /a?b=1'],
    ['# c\n@x = 1\nGET /a\n  ?b=1\n  &c=2\nPrefer: d\n\n{"e": 1}', 'GET /a\n  ?b=1\n  &c=2'],
    ['POST /a\n\n&b', 'POST /a'],
    ['# nothing', undefined],
  ];
  for (const [text, address] of cases) {
    it(`is ${JSON.stringify(address)} in ${JSON.stringify(text)}`, () => {
      const found = addressIn(text, { start: 0, end: text.length });
      assert.equal(found && text.slice(found.start, found.end), address);
    });
  }
});
