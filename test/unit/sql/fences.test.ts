import assert from 'node:assert/strict';
import { fencedSql } from '../../../src/core/sql/fences';

const markdown = `# Orders

\`\`\`sql
select 1;
select 2
\`\`\`

\`\`\`js
select(3);
\`\`\`

~~~~ PostgreSQL title="x"
select '~~~
\`\`\`';
\\d orders
~~~~
\`\`\`\`
\`\`\`sql
select 'quoted, not a fence';
\`\`\`
\`\`\`\`
\`\`\`sql
select 'to the end'`;

describe('the SQL in Markdown', () => {
  const sql = fencedSql(markdown);

  it('is what the fences of SQL hold', () => {
    assert.deepEqual(
      sql.statements().map(({ text }) => text),
      ['select 1', 'select 2', "select '~~~\n```'", "select 'to the end'"],
    );
  });

  it('stands where the document has it', () => {
    for (const { text, start, end } of [...sql.statements(), ...sql.metaCommands()]) {
      assert.equal(markdown.slice(start, end), text);
    }
    assert.equal(sql.metaCommands().length, 1);
  });

  const places: readonly [string, string | undefined][] = [
    ['elect 1', 'select 1'],
    ['elect 2', 'select 2'],
    ['Orders', undefined],
    ['(3)', undefined],
    ['quoted', undefined],
    ['o the end', "select 'to the end'"],
  ];
  for (const [place, expected] of places) {
    it(`at "${place}" is ${expected ?? 'nothing'}`, () => {
      const found = sql.at(markdown.indexOf(place));
      assert.equal(found.kind === 'statement' ? found.statement.text : undefined, expected);
    });
  }

  it('is the same with line ends of Windows', () => {
    const windows = fencedSql(markdown.replaceAll('\n', '\r\n'));
    assert.equal(windows.statements().length, sql.statements().length);
  });
});
