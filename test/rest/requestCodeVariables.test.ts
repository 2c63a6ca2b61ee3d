import assert from 'node:assert/strict';
import { isFailure } from '../../src/core/errors';
import { codeTargets } from '../../src/core/rest/code';
import { addressIn } from '../../src/core/rest/request';
import { inAddress } from '../../src/core/rest/variables';
import { debianPackages } from '../hosts/debian';
import {
  answerTo,
  codeOf,
  environmentOf,
  filled,
  programs,
  readByPython,
  suiteOfCode,
} from './requestCodeParts';

/** Values that nothing may read as a part of the code, of the address or of the shell. */
const HOSTILE = `a&b=c+d "e" 'f' $HOME \`g\` \${h} %25 #é?/\\`;

const values: Readonly<Record<string, string>> = {
  WORD: 'lamp',
  HOSTILE,
  NUMBER: '17',
  LIST: '1,2,40',
  TABLE: 'categories',
  SLUG: 'of-variables',
};

/** `{{$env NAME}}` wherever a request can have it. */
const asked: readonly string[] = [
  'GET /products?select=id&name=like.*{{$env WORD}}&order=id',
  'GET /categories?select=id&name=eq.{{$env HOSTILE}}&order=id',
  'GET /categories?select=id&name=not.ilike.*{{$env WORD}}*{{$env WORD}}&id=lt.{{$env NUMBER}}&order=id',
  'GET /products?select=id&id=in.({{$env LIST}})&order=id',
  'GET /products?select=id&or=(stock.lt.{{$env NUMBER}},name.eq.{{$env WORD}})&order=id',
  'GET /{{$env TABLE}}?select=id&order=id&limit=2',
  'GET /rpc/search_products?query={{$env WORD}}&select=id&order=id',
  'POST /rpc/search_products?select=id&order=id\n\n{"query": "{{$env WORD}}"}',
  'PATCH /products?id=eq.{{$env NUMBER}}&select=id,stock,description\nPrefer: return=representation\n\n{"stock": {{$env NUMBER}}, "description": "of {{$env WORD}}"}',
  'POST /categories?on_conflict=slug&select=name,slug\nPrefer: return=representation, resolution=merge-duplicates\n\n{"name": "{{$env WORD}}", "slug": "{{$env SLUG}}"}',
];

/** What a client library has no place for. */
const inexpressible: readonly (readonly [target: string, text: string, words: string])[] = [
  ['supabaseJs', 'GET /categories?limit={{$env NUMBER}}', '{{$env NUMBER}}'],
  ['supabasePy', 'GET /categories?order=id.{{$env WORD}}', '{{$env WORD}}'],
];

suiteOfCode('a request with variables as code', [debianPackages.uuidgen], (sandbox) => {
  before(async () => {
    const body = JSON.stringify({ name: HOSTILE, slug: 'hostile' });
    await answerTo(sandbox(), `POST /categories\nPrefer: return=representation\n\n${body}`);
  });

  /** What the editor sends. */
  function withValues(text: string): string {
    const { end = 0 } = addressIn(text, { start: 0, end: text.length }) ?? {};
    return filled(text, (variable) => {
      const value = variable.kind === 'environment' ? values[variable.name] : undefined;
      return value && variable.end <= end ? inAddress(value) : value;
    });
  }

  for (const [id, program] of Object.entries(programs)) {
    it(`has the rows of the request in ${id}`, async () => {
      for (const text of asked) {
        const expected = await answerTo(sandbox(), withValues(text));
        assert.ok(Array.isArray(expected) && expected.length > 0, text);
        const code = codeOf(sandbox(), id, text);
        assert.ok(!code.includes(HOSTILE), code);
        const environment = { ...environmentOf(sandbox()), ...values };
        const printed = await program.run(code, environment).catch((error: unknown) => {
          throw new Error(`${text}\n${code}\n${error}`);
        });
        assert.deepEqual(JSON.parse(printed), expected, `${text}\n${code}`);
      }
    });

    it(`makes a new UUID each time in ${id}`, async () => {
      const text =
        'POST /categories?select=name,slug\nPrefer: return=representation\n\n{"name": "new", "slug": "{{$uuid}}"}';
      const code = codeOf(sandbox(), id, text);
      const slugs = await Promise.all(
        [1, 2].map(async () => {
          const [row] = JSON.parse(await program.run(code, environmentOf(sandbox())));
          return row.slug;
        }),
      );
      assert.match(
        slugs.join('\n'),
        /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}\n/,
      );
      assert.notEqual(slugs[0], slugs[1]);
    });
  }

  it('is Python in supabase-py', async () => {
    const all = await readByPython(sandbox(), asked);
    assert.ok(all.every((code) => code.includes('os.environ["')));
  });

  it('leaves no stand-in', () => {
    for (const { id } of codeTargets) {
      for (const text of asked.filter((one) => id !== 'supabasePy' || one.startsWith('GET'))) {
        assert.doesNotMatch(codeOf(sandbox(), id, text), /[\u16a0-\u16ff]|%E1%9A|9081726354/, id);
      }
    }
  });

  for (const [id, text, words] of inexpressible) {
    it(`says where ${id} takes no variable: ${text}`, () => {
      assert.throws(
        () => codeOf(sandbox(), id, text),
        (error) => isFailure(error) && error.message.includes(words),
      );
    });
  }
});
