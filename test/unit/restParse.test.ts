import assert from 'node:assert/strict';
import type { Embed, Parameter, SelectItem } from '../../src/core/rest/ast';
import { type ParsedRequest, parseRequest } from '../../src/core/rest/parse';
import type { Span } from '../../src/core/rest/span';

const parse = (text: string) => parseRequest(text) ?? assert.fail(`Nothing was read of ${text}`);
const parameterOf = ({ target }: ParsedRequest, at = 0) =>
  target.parameters[at] ?? assert.fail('There is no such parameter.');

function only<Kind extends Parameter['kind']>(text: string, kind: Kind) {
  const parameter = parameterOf(parse(text));
  assert.equal(parameter.kind, kind);
  return parameter as Extract<Parameter, { kind: Kind }>;
}

describe('parseRequest', () => {
  it('reads method, table, headers and body, each with its place', () => {
    const text =
      '# @role anon\nPATCH /orders?id=eq.1\nPrefer: return=representation, count=exact\n\n{"a": 1}\n';
    const { method, target, headers, body } = parse(text);
    const written = (span: Span | undefined) => span && text.slice(span.start, span.end);
    assert.equal(method?.name, 'PATCH');
    assert.equal(written(method), 'PATCH');
    assert.equal(target.path.kind === 'table' && target.path.name, 'orders');
    assert.equal(written(target.path), 'orders');
    assert.equal(written(headers[0]?.valueSpan), 'return=representation, count=exact');
    assert.deepEqual(
      headers[0]?.preferences.map(({ name, value }) => [name, value]),
      [
        ['return', 'representation'],
        ['count', 'exact'],
      ],
    );
    assert.equal(written(headers[0]?.preferences[1]), 'count=exact');
    assert.equal(written(body), '{"a": 1}');
  });

  const paths: readonly [string, string, string | undefined][] = [
    ['/', 'root', undefined],
    ['/rest/v1/', 'root', undefined],
    ['/orders', 'table', 'orders'],
    ['/rest/v1/orders', 'table', 'orders'],
    ['https://shop.example/rest/v1/orders', 'table', 'orders'],
    ['/my%20orders', 'table', 'my orders'],
    ['/rpc', 'table', 'rpc'],
    ['/rpc/search', 'function', 'search'],
    ['/rest/v1/rpc/search', 'function', 'search'],
    ['/orders/1', 'unknown', undefined],
  ];
  for (const [text, kind, name] of paths) {
    it(`takes ${text} for ${kind}`, () => {
      const { path } = parse(text).target;
      assert.equal(path.kind, kind);
      assert.equal('name' in path ? path.name : undefined, name);
    });
  }

  it('counts in the text as it is written, through percent-encoding and over lines', () => {
    const text = 'GET /orders\n  ?n%C3%A5me=eq.a+b%F0%9F%98%80\n  &select=id,tot%61l:sum';
    const parsed = parse(text);
    const written = ({ start, end }: Span) => text.slice(start, end);
    const filter = parameterOf(parsed);
    assert.ok(
      filter.kind === 'filter' &&
        filter.field.kind !== 'broken' &&
        filter.condition.kind !== 'broken',
    );
    assert.equal(filter.field.name.name, 'nåme');
    assert.equal(written(filter.field.name), 'n%C3%A5me');
    const { operand, operator } = filter.condition;
    assert.equal(written(operator), 'eq');
    assert.ok(operand.kind === 'text');
    assert.equal(operand.text, 'a b😀');
    assert.equal(written(operand), 'a+b%F0%9F%98%80');
    const select = parameterOf(parsed, 1);
    assert.ok(select.kind === 'select');
    assert.deepEqual(select.items.map(written), ['id', 'tot%61l:sum']);
  });

  it('reads every part of a selected column and of an embedded table', () => {
    const { items } = only(
      '/a?select=x:data->b->>0::text.max()::int,c:count(),e:b!b_fkey!inner(*,...d(y)),"q"',
      'select',
    );
    const [column, count, embed, quoted] = items;
    assert.ok(column?.kind === 'column');
    assert.equal(column.alias?.name, 'x');
    assert.deepEqual(
      column.field.path.map(({ arrow, key, isIndex }) => [arrow, key, isIndex]),
      [
        ['->', 'b', false],
        ['->>', '0', true],
      ],
    );
    assert.deepEqual(
      [column.cast?.name, column.aggregate, column.aggregateCast?.name],
      ['text', 'max', 'int'],
    );
    assert.equal(count?.kind === 'count' && count.alias?.name, 'c');
    assert.ok(embed?.kind === 'embed');
    assert.deepEqual(
      [embed.alias?.name, embed.relation.name, embed.hint?.name, embed.join],
      ['e', 'b', 'b_fkey', 'inner'],
    );
    assert.deepEqual(
      embed.items.map(({ kind }) => kind),
      ['star', 'embed'],
    );
    assert.equal((embed.items[1] as Embed).spread, true);
    assert.equal(quoted?.kind === 'column' && quoted.field.name.quoted, true);
  });

  it('keeps what stands around a broken piece', () => {
    const kinds = (items: readonly SelectItem[]): unknown =>
      items.map((item) =>
        item.kind === 'embed' ? [item.relation.name, kinds(item.items)] : item.kind,
      );
    const { items } = only('/a?select=id,:x,b(c,@,d(e', 'select');
    assert.deepEqual(kinds(items), [
      'column',
      'broken',
      ['b', ['column', 'broken', ['d', ['column']]]],
    ]);
    const { group } = only('/a?or=(id.eq.1,zz,not.and(a.xx.1,b.is.null)', 'logic');
    assert.ok(group.kind === 'group');
    assert.deepEqual(
      group.children.map(({ kind }) => kind),
      ['filter', 'broken', 'group'],
    );
    const { terms } = only('/a?order=id.up,b(c).desc', 'order');
    assert.deepEqual(
      terms.map(({ kind }) => kind),
      ['broken', 'term'],
    );
    const parsed = parse('/a?id=xx.1&b=eq.2&select=c');
    assert.deepEqual(
      parsed.target.parameters.map(({ kind }) => kind),
      ['filter', 'filter', 'select'],
    );
  });

  it('tells arguments of a function from filters on what it returns', () => {
    const kinds = (text: string) => parse(text).target.parameters.map(({ kind }) => kind);
    assert.deepEqual(kinds('/rpc/f?a=1&b=eq.2&select=c'), ['argument', 'filter', 'select']);
    assert.deepEqual(kinds('POST /rpc/f?a=1'), ['filter']);
    assert.deepEqual(kinds('/f?a=1'), ['filter']);
  });

  it('marks what the server passes over', () => {
    const ignored = (text: string) => {
      const { ignored: span } = parameterOf(parse(text));
      return span && text.slice(span.start, span.end);
    };
    assert.equal(ignored('/a?select=id)b'), ')b');
    assert.equal(ignored('/a?id=in.(1,2)x'), 'x');
    assert.equal(ignored('/a?or=(id.eq.1)x'), 'x');
    assert.equal(ignored('/a?select=id'), undefined);
    assert.equal(parameterOf(parse('/a?id')).kind, 'ignored');
  });

  it('knows is.not_null where the server does', () => {
    const issues = (major: number) =>
      parseRequest('/a?b=is.not_null', undefined, { major, minor: 0, patch: 0 })?.issues.length;
    assert.deepEqual([issues(12), issues(13)], [1, 0]);
  });

  it('is undefined for a block without a request', () => {
    assert.equal(parseRequest('# only a comment\n\n'), undefined);
  });
});
