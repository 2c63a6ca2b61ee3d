import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createParserProcess, type ParserProcess } from '../../src/node/parserProcess';
import { checkoutRoot } from '../hosts/root';

describe('the process of the parser', function () {
  this.timeout(60_000);
  let folder: string;
  let parser: ParserProcess | undefined;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'powabase-parser-'));
  });
  afterEach(() => parser?.dispose());
  after(() => rm(folder, { recursive: true }));

  const built = () => {
    parser = createParserProcess(join(checkoutRoot(), 'dist/node/pgParse.js'));
    return parser;
  };
  const scripted = async (script: string) => {
    const file = join(folder, 'script.js');
    await writeFile(file, script);
    parser = createParserProcess(file);
    return parser;
  };

  it('answers each question, whatever the order', async () => {
    const { parse } = built();
    const texts = Array.from({ length: 50 }, (_, at) => `select ${'a, '.repeat(at)}${at}`);
    const answers = await Promise.all(texts.map(parse));
    const columns = answers.map((answer) =>
      'tree' in answer ? JSON.stringify(answer.tree).match(/"ResTarget"/g)?.length : undefined,
    );
    assert.deepEqual(
      columns,
      texts.map((_, at) => at + 1),
    );
  });

  it('says where a text is wrong, in characters', async () => {
    const answer = await built().parse("select '🙂', from");
    assert.ok('refusal' in answer);
    assert.match(answer.refusal.message, /syntax error/);
    assert.equal(answer.refusal.position, [..."select '🙂', "].length);
  });

  it('fails whoever waits when it ends, and begins again with the next question', async () => {
    const { parse } = await scripted(`let n = 0;
      process.on('message', ({ id, sql }) =>
        sql === 'end' ? process.exit(1) : process.send({ id, tree: { stmts: [] } }));`);
    assert.deepEqual(await parse('one'), { id: 0, tree: { stmts: [] } });
    const waiting = [parse('end'), parse('two')];
    for (const one of waiting) await assert.rejects(one, /The SQL parser did not answer/);
    assert.deepEqual(await parse('three'), { id: 3, tree: { stmts: [] } });
  });

  it('fails with a sentence where it cannot be started', async () => {
    parser = createParserProcess(join(folder, 'nowhere.js'));
    await assert.rejects(parser.parse('select 1'), /The SQL parser did not answer/);
  });
});
