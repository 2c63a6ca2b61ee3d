import assert from 'node:assert/strict';
import { connectionFormats, renderConnection, tlsChoices } from '../../src/core/connectionStrings';
import { formatIds } from '../../src/core/connectionStrings/formats';
import type { ConnectionParts } from '../../src/core/connectionStrings/parts';

const plain: ConnectionParts = {
  host: 'db.p.powabase.ai',
  port: 5432,
  database: 'abc',
  user: 'abc',
  password: 'secret1',
  tls: 'unsaid',
};

const hostile: ConnectionParts = {
  host: '::1',
  port: 6543,
  database: "a b'=c",
  user: 'o"neil\\',
  password: `p@ss:w/o#r?d%+ &=;'"\\$\`! é😀 `,
  tls: 'require',
};

const lines = (...text: readonly string[]) => text.join('\n');

/** Written by hand from each driver's documentation. */
const golden: Record<(typeof formatIds)[number], readonly [plain: string, hostile: string]> = {
  uri: [
    'postgresql://abc:secret1@db.p.powabase.ai:5432/abc',
    'postgresql://o%22neil%5C:p%40ss%3Aw%2Fo%23r%3Fd%25%2B%20%26%3D%3B%27%22%5C%24%60%21%20%C3%A9%F0%9F%98%80%20@[::1]:6543/a%20b%27%3Dc?sslmode=require',
  ],
  psql: [
    'psql "postgresql://abc:secret1@db.p.powabase.ai:5432/abc"',
    'psql "postgresql://o%22neil%5C:p%40ss%3Aw%2Fo%23r%3Fd%25%2B%20%26%3D%3B%27%22%5C%24%60%21%20%C3%A9%F0%9F%98%80%20@[::1]:6543/a%20b%27%3Dc?sslmode=require"',
  ],
  nodejs: [
    lines(
      "import { Pool } from 'pg';",
      '',
      'const pool = new Pool({',
      '  host: "db.p.powabase.ai",',
      '  port: 5432,',
      '  database: "abc",',
      '  user: "abc",',
      '  password: "secret1",',
      '});',
    ),
    lines(
      "import { Pool } from 'pg';",
      '',
      'const pool = new Pool({',
      '  host: "::1",',
      '  port: 6543,',
      '  database: "a b\'=c",',
      '  user: "o\\"neil\\\\",',
      '  password: "p@ss:w/o#r?d%+ &=;\'\\"\\\\$`! é😀 ",',
      '  ssl: { rejectUnauthorized: false },',
      '});',
    ),
  ],
  python: [
    lines(
      'import psycopg2',
      '',
      'connection = psycopg2.connect(',
      '    host="db.p.powabase.ai",',
      '    port=5432,',
      '    dbname="abc",',
      '    user="abc",',
      '    password="secret1",',
      ')',
    ),
    lines(
      'import psycopg2',
      '',
      'connection = psycopg2.connect(',
      '    host="::1",',
      '    port=6543,',
      '    dbname="a b\'=c",',
      '    user="o\\"neil\\\\",',
      '    password="p@ss:w/o#r?d%+ &=;\'\\"\\\\$`! é😀 ",',
      '    sslmode="require",',
      ')',
    ),
  ],
  golang: [
    lines(
      '// import "database/sql" and _ "github.com/lib/pq"',
      `db, err := sql.Open("postgres", "host='db.p.powabase.ai' port=5432 dbname='abc' user='abc' password='secret1' sslmode=require")`,
    ),
    lines(
      '// import "database/sql" and _ "github.com/lib/pq"',
      `db, err := sql.Open("postgres", "host='::1' port=6543 dbname='a b\\\\'=c' user='o\\"neil\\\\\\\\' password='p@ss:w/o#r?d%+ &=;\\\\'\\"\\\\\\\\$\`! é😀 ' sslmode=require")`,
    ),
  ],
  jdbc: [
    'jdbc:postgresql://db.p.powabase.ai:5432/abc?user=abc&password=secret1',
    'jdbc:postgresql://[::1]:6543/a%20b%27%3Dc?user=o%22neil%5C&password=p%40ss%3Aw%2Fo%23r%3Fd%25%2B%20%26%3D%3B%27%22%5C%24%60%21%20%C3%A9%F0%9F%98%80%20&sslmode=require',
  ],
  dotnet: [
    'Host=db.p.powabase.ai;Port=5432;Database="abc";Username="abc";Password="secret1"',
    `Host=::1;Port=6543;Database="a b'=c";Username="o""neil\\";Password="p@ss:w/o#r?d%+ &=;'""\\$\`! é😀 ";SSL Mode=Require`,
  ],
  php: [
    "$pdo = new PDO('pgsql:host=db.p.powabase.ai;port=5432;dbname=abc', 'abc', 'secret1');",
    `$pdo = new PDO('pgsql:host=::1;port=6543;dbname=\\'a b\\\\\\'=c\\';sslmode=require', 'o"neil\\\\', 'p@ss:w/o#r?d%+ &=;\\'"\\\\$\`! é😀 ');`,
  ],
  sqlalchemy: [
    lines(
      'from sqlalchemy import create_engine',
      '',
      'engine = create_engine("postgresql+psycopg2://abc:secret1@db.p.powabase.ai:5432/abc")',
    ),
    lines(
      'from sqlalchemy import create_engine',
      'from sqlalchemy.engine import URL',
      '',
      'engine = create_engine(',
      '    URL.create(',
      '        "postgresql+psycopg2",',
      '        username="o\\"neil\\\\",',
      '        password="p@ss:w/o#r?d%+ &=;\'\\"\\\\$`! é😀 ",',
      '        host="::1",',
      '        port=6543,',
      '        database="a b\'=c",',
      '        query={"sslmode": "require"},',
      '    )',
      ')',
    ),
  ],
};

/** The plain connection with the password from the environment, and through a pooler with the password in it. */
const others: Record<(typeof formatIds)[number], readonly [environment: string, pooled: string]> = {
  uri: [golden.uri[0].replace(':secret1', ''), golden.uri[0]],
  psql: [golden.psql[0].replace(':secret1', ''), golden.psql[0]],
  nodejs: [golden.nodejs[0].replace('"secret1"', 'process.env.PGPASSWORD'), golden.nodejs[0]],
  python: [
    `import os\n\n${golden.python[0].replace('"secret1"', 'os.environ["PGPASSWORD"]')}`,
    golden.python[0],
  ],
  golang: [
    lines(
      '// import "database/sql", "os", "strings" and _ "github.com/lib/pq"',
      String.raw`quotes := strings.NewReplacer("\\", "\\\\", "'", "\\'")`,
      `db, err := sql.Open("postgres", "host='db.p.powabase.ai' port=5432 dbname='abc' user='abc' sslmode=require password='"+quotes.Replace(os.Getenv("PGPASSWORD"))+"'")`,
    ),
    golden.golang[0].replace('sslmode=require', 'sslmode=require binary_parameters=yes'),
  ],
  jdbc: [
    lines(
      '// import java.sql.Connection and java.sql.DriverManager',
      'Connection connection = DriverManager.getConnection(',
      '    "jdbc:postgresql://db.p.powabase.ai:5432/abc",',
      '    "abc",',
      '    System.getenv("PGPASSWORD"));',
    ),
    `${golden.jdbc[0]}&prepareThreshold=0`,
  ],
  dotnet: [
    lines(
      '// using System and Npgsql',
      String.raw`var connectionString = new NpgsqlConnectionStringBuilder("Host=db.p.powabase.ai;Port=5432;Database=\"abc\";Username=\"abc\"")`,
      '{',
      '    Password = Environment.GetEnvironmentVariable("PGPASSWORD"),',
      '}.ConnectionString;',
    ),
    `${golden.dotnet[0]};No Reset On Close=true`,
  ],
  php: [
    golden.php[0].replace("'secret1'", "getenv('PGPASSWORD')"),
    golden.php[0].replace("'secret1'", "'secret1', [PDO::ATTR_EMULATE_PREPARES => true]"),
  ],
  sqlalchemy: [
    lines(
      'import os',
      '',
      'from sqlalchemy import create_engine',
      'from sqlalchemy.engine import URL',
      '',
      'engine = create_engine(',
      '    URL.create(',
      '        "postgresql+psycopg2",',
      '        username="abc",',
      '        password=os.environ["PGPASSWORD"],',
      '        host="db.p.powabase.ai",',
      '        port=5432,',
      '        database="abc",',
      '    )',
      ')',
    ),
    lines(
      'from sqlalchemy import create_engine',
      'from sqlalchemy.pool import NullPool',
      '',
      'engine = create_engine("postgresql+psycopg2://abc:secret1@db.p.powabase.ai:5432/abc", poolclass=NullPool)',
    ),
  ],
};

describe('the nine connection formats', () => {
  it('offer the choices of TLS that their drivers have', () => {
    const everyOne = ['disable', 'prefer', 'require', 'verify-full'];
    const withoutFallback = ['disable', 'require', 'verify-full'];
    assert.deepEqual(Object.fromEntries(formatIds.map((id) => [id, tlsChoices(id)])), {
      uri: everyOne,
      psql: everyOne,
      nodejs: withoutFallback,
      python: everyOne,
      golang: withoutFallback,
      jdbc: everyOne,
      dotnet: everyOne,
      php: everyOne,
      sqlalchemy: everyOne,
    });
  });

  it('stand in the order of Powabase Studio, under its labels', () => {
    assert.deepEqual(
      connectionFormats.map(({ id }) => id),
      formatIds,
    );
    assert.deepEqual(
      connectionFormats.map(({ label }) => label),
      ['URI', 'PSQL', 'Node.js', 'Python', 'Golang', 'JDBC', '.NET', 'PHP', 'SQLAlchemy'],
    );
  });

  for (const { id, label } of connectionFormats) {
    describe(label, () => {
      it('writes plain values', () => {
        assert.equal(renderConnection(id, plain, { password: 'shown' }), golden[id][0]);
      });

      it('quotes hostile values', () => {
        assert.equal(renderConnection(id, hostile, { password: 'shown' }), golden[id][1]);
      });

      it('hides the password behind 24 dots, whatever it is', () => {
        const short = renderConnection(id, { ...plain, password: 'pw=;7' }, { password: 'hidden' });
        const long = renderConnection(
          id,
          { ...plain, password: `${"'x".repeat(40)}` },
          { password: 'hidden' },
        );
        assert.equal(short, golden[id][0].replace('secret1', '••••••••••••••••••••••••'));
        assert.equal(long, short);
      });

      it('reads the password from the environment', () => {
        const text = renderConnection(id, plain, { password: 'environment' });
        assert.equal(text, others[id][0]);
        const { password: _, ...withoutPassword } = plain;
        assert.equal(renderConnection(id, withoutPassword, { password: 'environment' }), text);
      });

      it('puts a placeholder where the password belongs, known or not', () => {
        const text = renderConnection(id, plain, { password: 'placeholder' });
        assert.equal(text, golden[id][0].replace('secret1', 'YOUR-PASSWORD'));
        const { password: _, ...withoutPassword } = plain;
        assert.equal(renderConnection(id, withoutPassword, { password: 'placeholder' }), text);
      });

      it('says what its driver needs behind a pooler, and nothing else', () => {
        const text = renderConnection(id, plain, { password: 'shown', pooled: true });
        assert.equal(text, others[id][1]);
      });

      it('names the database of the user where none is named', () => {
        const unnamed = renderConnection(id, { ...plain, database: '' }, { password: 'shown' });
        assert.equal(unnamed, golden[id][0]);
      });

      it('leaves an absent password out', () => {
        const { password: _, ...withoutPassword } = plain;
        const text = renderConnection(id, withoutPassword, { password: 'hidden' });
        assert.doesNotMatch(text, /password|•|abc:/i);
        assert.equal(text, renderConnection(id, withoutPassword, { password: 'shown' }));
      });
    });
  }
});
