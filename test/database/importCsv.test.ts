import assert from 'node:assert/strict';
import { settingsOf } from '../../src/core/roles';
import { type ImportGround, openGround } from './imports';
import { failureOf } from './keeping';

describe('importing a CSV file', function () {
  this.timeout(60_000);
  let ground: ImportGround;
  before(async () => {
    ground = await openGround();
  });
  after(() => ground?.close());

  /** A table that is empty. */
  async function table(name: string, columns: string) {
    await ground.run(`drop table if exists ${name}`);
    await ground.run(`create table ${name} (${columns})`);
  }

  it('finds the columns by their names, whatever their order, and gives the number of rows', async () => {
    await table('people', 'id int, full_name text, born date');
    const rows = await ground.load(
      'people',
      'Born;Full Name;id\r\n2001-02-03;"Ann; or ""Annie""";1\r\n;;2\r\n',
    );
    assert.equal(rows, 2);
    assert.deepEqual(await ground.run('table people'), [
      ['1', 'Ann; or "Annie"', '2001-02-03'],
      ['2', null, null],
    ]);
  });

  it('leaves fields out, also those in the middle', async () => {
    await table('people', 'id int, name text');
    await ground.load('people', '1,junk,Ann,"a,\nb"\n2,junk,"x\ty\\z\nnext",\n', {
      mapping: ['id', undefined, 'name', undefined],
    });
    assert.deepEqual(await ground.run('table people'), [
      ['1', 'Ann'],
      ['2', 'x\ty\\z\nnext'],
    ]);
  });

  for (const mapping of [
    ['a', 'b'],
    ['a', 'b', undefined],
  ]) {
    const route = mapping.includes(undefined) ? 'with a field left out' : 'as it is';
    const more = mapping.includes(undefined) ? ',x' : '';
    const file = (...lines: readonly string[]) => lines.map((line) => `${line}${more}\n`).join('');

    it(`keeps NULL, the empty text and the word NULL apart, ${route}`, async () => {
      await table('texts', 'a text, b text');
      await ground.load('texts', file(',""', 'NULL,"NULL"'), { mapping, header: false });
      assert.deepEqual(await ground.run('table texts'), [
        [null, ''],
        ['NULL', 'NULL'],
      ]);
      await table('texts', 'a text, b text');
      await ground.load('texts', file(',""', 'NULL,"NULL"'), {
        mapping,
        header: false,
        nullText: 'NULL',
      });
      assert.deepEqual(await ground.run('table texts'), [
        ['', ''],
        [null, 'NULL'],
      ]);
      await table('texts', 'a text, b text');
      await ground.load('texts', file(',""', 'NULL,"NULL"'), {
        mapping,
        header: false,
        quotedNull: true,
      });
      assert.deepEqual(await ground.run('table texts'), [
        [null, null],
        ['NULL', 'NULL'],
      ]);
    });

    it(`does not stop at a line that is \\. alone, ${route}`, async () => {
      await table('texts', 'a text, b text');
      const content = `1,"\n\\.\n"${more}\n\\.,2${more}\n3,4${more}\n`;
      await ground.load('texts', content, { mapping, header: false });
      assert.deepEqual(await ground.run('table texts'), [
        ['1', '\n\\.\n'],
        ['\\.', '2'],
        ['3', '4'],
      ]);
    });

    it(`takes all of it or nothing, and names the line of the file, ${route}`, async () => {
      await table('numbers', 'a int, b text');
      const good = Array.from({ length: 5_000 }, (_, at) => `${at},"two\nlines"`);
      const failure = await failureOf(
        ground.load('numbers', file('a,b', ...good, '12x,three', '7,seven'), { mapping }),
      );
      assert.equal(failure.detail.line, 10_002);
      assert.match(failure.message, /^Line 10002, column "a", value "12x": /);
      assert.match(failure.message, /invalid input syntax for type integer/);
      assert.deepEqual(await ground.run('select count(*) from numbers'), [['0']]);
    });
  }

  it('does not lose what follows a line that is \\. alone in a file of one column', async () => {
    await table('texts', 'a text');
    assert.equal(await ground.load('texts', 'one\n\\.\ntwo\n', { header: false }), 3);
    assert.deepEqual(await ground.run('table texts'), [['one'], ['\\.'], ['two']]);
  });

  for (const [name, ends] of [
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ] as const) {
    for (const inner of ['\n', '\r\n', '\r']) {
      it(`counts lines as an editor does: ${name} around ${JSON.stringify(inner)}`, async () => {
        await table('numbers', 'a int, b text');
        const records = ['a,"b"', `1,"x${inner}y"`, `2,"x${inner}y${inner}z"`, 'oops,4', '5,6'];
        const failure = await failureOf(
          ground.load('numbers', records.map((record) => record + ends).join('')),
        );
        assert.equal(failure.detail.line, 7);
      });
    }
  }

  it('takes a file whose lines end in more than one way', async () => {
    await table('numbers', 'a int, b text');
    await ground.load('numbers', '1,x\n2,y\r\n3,z\r', { header: false });
    assert.deepEqual(await ground.run('select string_agg(b, $$ $$ order by a) from numbers'), [
      ['x y z'],
    ]);
  });

  const text = 'a;b\n1;Zoë – 10 €\n2;naïve\n';
  const utf16be = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  const latin1 = Buffer.from(text.replace('–', '\x96').replace('€', '\x80'), 'latin1');
  for (const [name, content] of [
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16 little endian', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 big endian', utf16be],
    ['Windows-1252', latin1],
  ] as const) {
    it(`reads ${name}`, async () => {
      await table('texts', 'a int, b text');
      assert.equal(await ground.load('texts', content), 2);
      assert.deepEqual(await ground.run('select b from texts order by a'), [
        ['Zoë – 10 €'],
        ['naïve'],
      ]);
    });
  }

  it('says in which line the encoding is not what it was said to be', async () => {
    await table('texts', 'a int, b text');
    const failure = await failureOf(ground.load('texts', latin1, { encoding: 'utf8' }));
    assert.match(failure.message, /^Line 2: invalid byte sequence for encoding "UTF8"/);
  });

  it('says in which line a record has another number of fields', async () => {
    await table('numbers', 'a int, b int');
    const short = await failureOf(ground.load('numbers', '1,2\n3\n', { header: false }));
    assert.match(short.message, /^Line 2: missing data for column "b"$/);
    const long = await failureOf(
      ground.load('numbers', '1,x,2\n3,x,4,5\n', {
        header: false,
        mapping: ['a', undefined, 'b'],
      }),
    );
    assert.equal(long.message, 'Line 2 has another number of fields than the first: 4, not 3.');
    assert.deepEqual(await ground.run('select count(*) from numbers'), [['0']]);
  });

  it('says where a quote is never closed', async () => {
    await table('texts', 'a int, b text, c text');
    for (const mapping of [
      ['a', 'b', undefined],
      ['a', 'b', 'c'],
    ]) {
      const failure = await failureOf(
        ground.load('texts', 'a,b,c\n1,x,y\n2,"open,y\n3,x,y\n', { mapping }),
      );
      assert.equal(failure.message, 'The quote that opens in line 3 is never closed.');
      assert.equal(failure.detail.line, 3);
    }
  });

  it('names the line that is there twice, or breaks a check', async () => {
    await table('numbers', 'a int primary key, b int check (b > 0)');
    const twice = await failureOf(ground.load('numbers', 'a,b\n1,1\n2,2\n1,3\n'));
    assert.equal(twice.detail.line, 4);
    assert.match(twice.message, /duplicate key/);
    const broken = await failureOf(ground.load('numbers', 'a,b\n1,1\n2,0\n3,3\n'));
    assert.equal(broken.detail.line, 3);
  });

  it('names the line whose foreign key points nowhere, though Postgres does not', async () => {
    await ground.run('drop table if exists children');
    await table('parents', 'x int, y text, primary key (x, y)');
    await ground.run("insert into parents values (1, 'a')");
    await table('children', 'x int, y text, foreign key (x, y) references parents');
    const failure = await failureOf(ground.load('children', 'x,y\n1,a\n1,b\n'));
    assert.equal(failure.detail.line, 3);
    assert.match(failure.message, /foreign key/);
  });

  it('takes a table, a schema and columns that need quotes', async () => {
    await table('"Odd ""Table"', '"a b" int, "select" text, __proto__ text');
    const { plan } = await ground.plan('Odd "Table', 'a b,select,__proto__\n1,x,y\n2,x,y\n');
    assert.deepEqual(plan.mapping, ['a b', 'select', '__proto__']);
    const failure = await failureOf(ground.load('Odd "Table', 'a b,select,__proto__\nz,x,y\n'));
    assert.match(failure.message, /^Line 2, column "a b", value "z"/);
  });

  it('writes as the role of the frame', async () => {
    await table('texts', 'a text, who text default current_user');
    await ground.run('grant insert on texts to anon');
    const anon = { readOnly: false, settings: settingsOf({ role: 'anon', claims: {} }) };
    await ground.load('texts', 'a\nx\n', { options: { frame: anon } });
    assert.deepEqual(await ground.run('table texts'), [['x', 'anon']]);
    await ground.run('revoke insert on texts from anon');
    const failure = await failureOf(ground.load('texts', 'a\nx\n', { options: { frame: anon } }));
    assert.equal(failure.detail.sqlstate, '42501');
    assert.deepEqual(await ground.run('select current_user = session_user'), [['t']]);
  });
});
