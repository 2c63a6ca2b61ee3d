import assert from 'node:assert/strict';
import { type RenderOptions, renderConnection } from '../../src/core/connectionStrings';
import { connectionAt, readConnection } from '../../src/core/connectionStrings/convert';
import { formatIds } from '../../src/core/connectionStrings/formats';
import type { ConnectionParts } from '../../src/core/connectionStrings/parts';

const parts: ConnectionParts = {
  host: 'db.example',
  port: 6543,
  database: 'shop',
  user: 'me',
  password: 'p w',
  tls: 'require',
};

/** The formats whose text changes behind a pooler. */
const needsTelling = new Set(['golang', 'jdbc', 'dotnet', 'php', 'sqlalchemy']);

/** Lines with the connection between ‹ and ›, the cursor at |. */
const lines: readonly string[] = [
  '‹postgresql://me:x@db.example/sh|op›',
  '|‹postgresql://me:x@db.example/shop›',
  'DATABASE_URL=‹postgresql://me:x@|db.example/shop›',
  'DATABASE_URL="‹postgresql://me:x@|db.example/shop›" # the shop',
  "  url: '‹jdbc:postgresql://db.ex|ample/shop?user=me&password=x›',",
  '"Default": "‹Host=db.example;Data|base=shop;Username=me›"',
  '  ‹Host=db.example;Data|base=shop;Username=me›  ',
  'pool, err := pgxpool.New(ctx, "‹host=db.example us|er=me›")',
  '‹PGPASSWORD=x psql -h db.example -U m|e shop›',
  '‹host=db.example us|er=me›',
  'from postgresql://a@b/c to ‹postgresql://d@|e/f›',
  "export DATAB|ASE_URL='‹postgresql://me:x@db.example/shop›'; echo done",
  '‹psql "postgres|ql://me:x@db.example/shop"›',
];

const withoutConnection = ['DATABASE|_URL=x', '|', 'https://db.exam|ple/shop', 'new Po|ol({'];

describe('a connection string at the cursor', () => {
  for (const line of lines) {
    it(`is found in ${line}`, () => {
      const text = line.replace(/[‹›|]/g, '');
      const at = line.replace(/[‹›]/g, '').indexOf('|');
      const start = line.replace('|', '').indexOf('‹');
      const end = line.replace(/[‹|]/g, '').indexOf('›');
      assert.deepEqual(connectionAt(text, at), { start, end });
    });
  }

  for (const line of withoutConnection) {
    it(`is not seen in ${line}`, () => {
      assert.equal(connectionAt(line.replace('|', ''), line.indexOf('|')), undefined);
    });
  }
});

describe('converting a connection string', () => {
  for (const from of formatIds) {
    for (const options of [
      { password: 'shown' },
      { password: 'placeholder' },
      { password: 'environment' },
    ] as const satisfies readonly RenderOptions[]) {
      it(`keeps everything on the way from ${from} with the password ${options.password}`, () => {
        const pooled = needsTelling.has(from);
        const written = renderConnection(from, parts, { ...options, pooled });
        const read = readConnection(written);
        const silent = options.password === 'environment' && (from === 'uri' || from === 'psql');
        assert.deepEqual(read.options, {
          // A URI does not say where its password comes from.
          password: silent ? 'shown' : options.password,
          pooled,
        });
        const { password: _, ...open } = parts;
        assert.deepEqual(read.parts, options.password === 'shown' ? parts : open);
        assert.equal(renderConnection(from, read.parts, read.options), written);
      });
    }
  }

  it('keeps the placeholder of a dashboard', () => {
    const { parts: read, options } = readConnection(
      'postgresql://postgres.abc:[YOUR-PASSWORD]@aws-0-eu.pooler.supabase.com:6543/postgres?pgbouncer=true',
    );
    assert.equal(read.password, undefined);
    assert.deepEqual(options, { password: 'placeholder', pooled: true });
    assert.match(
      renderConnection('jdbc', read, options),
      /user=postgres\.abc&password=YOUR-PASSWORD&prepareThreshold=0$/,
    );
  });

  it('refuses what is none, without a word of it', () => {
    assert.throws(() => readConnection('my secret'), /no known form/);
    assert.throws(() => readConnection('new Pool({ host: hostOf(secret) })'), /from variables/);
  });
});
