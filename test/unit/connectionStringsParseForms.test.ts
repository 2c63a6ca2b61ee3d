import assert from 'node:assert/strict';
import { parseConnection } from '../../src/core/connectionStrings/parse';
import type { ConnectionParts } from '../../src/core/connectionStrings/parts';
import { Failure } from '../../src/core/errors';

const base: ConnectionParts = {
  host: 'db.example',
  port: 6543,
  database: 'shop',
  user: 'ann',
  password: "p@s's w",
  tls: 'unsaid',
};
const { password: _, ...withoutPassword } = base;
const required: ConnectionParts = { ...base, tls: 'require' };
const verified: ConnectionParts = { ...base, tls: 'verify-full' };
const simple: ConnectionParts = { ...base, password: 'pw' };

const lines = (...text: readonly string[]) => text.join('\n');
const uri = 'postgresql://ann:p%40s%27s%20w@db.example:6543/shop';

type Row = readonly [what: string, text: string, parts: ConnectionParts];

const psql: readonly Row[] = [
  ['options', "PGPASSWORD='p@s'\\''s w' psql -h db.example -p 6543 -U ann -d shop", base],
  ['options without blanks', 'psql -hdb.example -p6543 -Uann shop', withoutPassword],
  [
    'long options',
    'psql --host=db.example --port 6543 --username=ann --dbname=shop',
    withoutPassword,
  ],
  ['database and user by place', 'psql -h db.example -p 6543 shop ann', withoutPassword],
  [
    'keywords in quotes',
    `psql "host=db.example port=6543 dbname=shop user=ann password='p@s\\\\'s w'"`,
    base,
  ],
  [
    'keywords after -d',
    'psql -d "host=db.example port=6543 dbname=shop user=ann" -c "select 1"',
    withoutPassword,
  ],
  ['a URI after options', `psql -X -v ON_ERROR_STOP=1 '${uri}' -c 'select 1'`, base],
  ['a bare URI and a pipe', `psql ${uri} -Atc 'select 1' | head`, base],
  [
    'a path, a prompt and wrapped lines',
    lines('$ /usr/bin/psql \\', '  -h db.example -p 6543 \\', '  -U ann -d shop'),
    withoutPassword,
  ],
  [
    'a password exported before',
    lines('export PGPASSWORD="pw"', 'psql -h db.example -p 6543 -U ann shop'),
    simple,
  ],
  [
    'a password from a variable, left out',
    'PGPASSWORD=$DB_PASSWORD psql -h db.example -p 6543 -U ann shop',
    withoutPassword,
  ],
  [
    'a password beside a URI without one',
    'PGPASSWORD=pw psql postgresql://ann@db.example:6543/shop',
    simple,
  ],
];

const node: readonly Row[] = [
  [
    'a client with single quotes',
    "const client = new Client({ host: 'db.example', port: 6543, database: 'shop', user: 'ann', password: 'p@s\\'s w' })",
    base,
  ],
  ['a connection string', `new pg.Pool({ connectionString: "${uri}", max: 3 })`, base],
  [
    'TLS beside a connection string',
    `new Pool({ connectionString: "${uri}", ssl: { rejectUnauthorized: false } })`,
    required,
  ],
  [
    'an sslmode that wins over ssl',
    `new Pool({ connectionString: "${uri}?sslmode=require", ssl: true })`,
    required,
  ],
  [
    'ssl: true, which verifies',
    'new Pool({ host: "db.example", port: 6543, database: "shop", user: "ann", password: "p@s\'s w", ssl: true })',
    verified,
  ],
  [
    'a certificate that is read',
    "new Pool({ host: 'db.example', port: 6543, database: 'shop', user: 'ann', ssl: { ca: fs.readFileSync('/ca.crt').toString() } })",
    { ...withoutPassword, tls: 'verify-full', caFile: '/ca.crt' },
  ],
  [
    'postgres.js',
    "const sql = postgres({ host: 'db.example', port: 6543, database: 'shop', username: 'ann', password: 'pw', prepare: false })",
    simple,
  ],
  ['postgres.js with a URI', `const sql = postgres('${uri}', { ssl: 'require' })`, base],
  [
    'comments, nested objects and a trailing comma',
    lines(
      'new Pool({',
      '  // host: "old",',
      '  host: "db.example", /* port: 1 */ port: 6543,',
      '  application: { host: "no" },',
      '  user: "ann", database: `shop`,',
      '})',
    ),
    withoutPassword,
  ],
  [
    'a password of the environment, left out',
    'new Pool({ host: "db.example", port: 6543, user: "ann", database: "shop", password: process.env.PGPASSWORD })',
    withoutPassword,
  ],
];

const python: readonly Row[] = [
  [
    'a call with keywords',
    `conn = psycopg2.connect(dbname='shop', user='ann', password="p@s's w", host='db.example', port='6543')`,
    base,
  ],
  [
    'a keyword string',
    `psycopg2.connect("host=db.example port=6543 dbname=shop user=ann password='p@s\\\\'s w'")`,
    base,
  ],
  ['dsn=', `psycopg.connect(conninfo="${uri}")`, base],
  [
    'asyncpg',
    `await asyncpg.create_pool(host="db.example", port=6543, database="shop", user="ann", password="pw", statement_cache_size=0)`,
    simple,
  ],
  [
    'a raw and a joined text',
    lines(
      'psycopg2.connect(',
      '    host=r"db.example", port=6543,',
      '    dbname="sh" "op",  # joined',
      '    user="ann",',
      ')',
    ),
    withoutPassword,
  ],
  [
    'a unicode escape',
    'psycopg2.connect(host="db.example", port=6543, dbname="shop", user="ann", password="p\\x77")',
    simple,
  ],
  [
    'sslmode',
    `psycopg2.connect(host="db.example", port=6543, dbname="shop", user="ann", password="p@s's w", sslmode="require")`,
    required,
  ],
  [
    'the lines of the dashboard',
    lines('user=ann', 'password=pw', 'host=db.example', 'port=6543', 'dbname=shop'),
    simple,
  ],
];

const go: readonly Row[] = [
  [
    'a raw text',
    "db, err := sql.Open(\"postgres\", `host=db.example port=6543 dbname=shop user=ann password='p@s\\'s w'`)",
    base,
  ],
  ['pgx with a URI', `conn, err := pgx.Connect(context.Background(), "${uri}")`, base],
  ['the pgx driver', `sql.Open("pgx", "${uri}?sslmode=require")`, required],
  [
    'gorm',
    'gorm.Open(postgres.Open("host=db.example user=ann password=pw dbname=shop port=6543"), &gorm.Config{})',
    simple,
  ],
];

const jdbc: readonly Row[] = [
  [
    'a URL with form-decoded values',
    'jdbc:postgresql://db.example:6543/shop?user=ann&password=p%40s%27s+w',
    base,
  ],
  [
    'getConnection',
    `Connection c = DriverManager.getConnection("jdbc:postgresql://db.example:6543/shop", "ann", "p@s's w");`,
    base,
  ],
  [
    'Spring properties',
    lines(
      'spring.datasource.url=jdbc:postgresql://db.example:6543/shop?sslmode=require',
      'spring.datasource.username=ann',
      "spring.datasource.password=p@s's w",
    ),
    required,
  ],
  [
    'Spring YAML',
    lines(
      'spring:',
      '  datasource:',
      '    url: jdbc:postgresql://db.example:6543/shop',
      '    username: ann',
      '    password: "pw"',
    ),
    simple,
  ],
  [
    'Properties',
    lines(
      'String url = "jdbc:postgresql://db.example:6543/shop";',
      'props.setProperty("user", "ann");',
      'props.setProperty("password", "pw");',
    ),
    simple,
  ],
  [
    'ssl=true, which verifies',
    'jdbc:postgresql://db.example:6543/shop?user=ann&password=p%40s%27s%20w&ssl=true',
    verified,
  ],
  [
    'IPv6 and no database',
    'jdbc:postgresql://[::1]:6543/?user=ann',
    { ...withoutPassword, host: '::1', database: 'ann' },
  ],
  [
    'nothing but a database',
    'jdbc:postgresql:shop?user=ann',
    { ...withoutPassword, host: 'localhost', port: 5432 },
  ],
];

const dotnet: readonly Row[] = [
  ['plain values', 'Host=db.example;Port=6543;Database=shop;Username=ann;Password=pw', simple],
  [
    'the other names',
    "User Id=ann;Password='p@s''s w';Server=db.example;Port=6543;Database=shop;",
    base,
  ],
  [
    'quotes and blanks',
    `Server = db.example ; Port=6543;Initial Catalog="shop";UID=ann;PWD="p@s's w"`,
    base,
  ],
  [
    'SSL Mode',
    `Host=db.example;Port=6543;Database=shop;Username=ann;Password="p@s's w";SSL Mode=Require;Trust Server Certificate=true`,
    required,
  ],
  [
    'C#',
    `await using var source = NpgsqlDataSource.Create("Host=db.example:6543;Database=shop;Username=ann;Password=\\"p@s's w\\"");`,
    base,
  ],
  [
    'a verbatim text',
    `var c = @"Host=db.example;Port=6543;Database=shop;Username=ann;Password=""p@s's w""";`,
    base,
  ],
  [
    'appsettings.json',
    `{ "ConnectionStrings": { "Default": "Host=db.example;Port=6543;Database=shop;Username=ann;Password='p@s''s w'" } }`,
    base,
  ],
  [
    'an environment variable',
    'ConnectionStrings__Default=Host=db.example;Port=6543;Database=shop;Username=ann;Password=pw',
    simple,
  ],
];

const php: readonly Row[] = [
  ['PDO', `$db = new PDO("pgsql:host=db.example;port=6543;dbname=shop", 'ann', "p@s's w");`, base],
  [
    'login in the data source',
    `new \\PDO('pgsql:host=db.example;port=6543;dbname=shop;user=ann;password=pw', 'x', 'y')`,
    simple,
  ],
  [
    'pg_connect',
    `pg_connect("host=db.example port=6543 dbname=shop user=ann password='p@s\\\\'s w'")`,
    base,
  ],
  ['a bare data source', 'pgsql:host=db.example;port=6543;dbname=shop;user=ann', withoutPassword],
];

const sqlalchemy: readonly Row[] = [
  [
    'an async engine',
    `create_async_engine("postgresql+asyncpg://ann:p%40s%27s%20w@db.example:6543/shop", echo=True)`,
    base,
  ],
  [
    'URL.create',
    `URL.create("postgresql+psycopg2", username="ann", password="p@s's w", host="db.example", port=6543, database="shop", query={"sslmode": "require"})`,
    required,
  ],
];

const variables: readonly Row[] = [
  [
    'exported',
    lines(
      'export PGHOST=db.example',
      'export PGPORT=6543',
      `export PGPASSWORD="p@s's w"`,
      'export PGUSER=ann',
      'PGDATABASE=shop # the shop',
    ),
    base,
  ],
  [
    'of PowerShell',
    lines(
      "$env:PGHOST = 'db.example'",
      '$env:PGPORT = 6543',
      "$env:PGUSER='ann'",
      '$env:PGDATABASE="shop"',
    ),
    withoutPassword,
  ],
];

const forms = { psql, node, python, go, jdbc, dotnet, php, sqlalchemy, variables };

describe('a connection string as people write it', () => {
  for (const [form, rows] of Object.entries(forms)) {
    for (const [what, text, parts] of rows) {
      it(`is read from ${form}: ${what}`, () => {
        assert.deepEqual(parseConnection(text), parts);
      });
    }
  }
});

const refused: readonly (readonly [what: string, text: string, sentence: RegExp])[] = [
  ['prose', 'my password is hunter2', /in no known form/],
  ['nothing', '', /in no known form/],
  ['another database', 'sql.Open("mysql", "u:hunter2@/d")', /another database/],
  ['a PDO of MySQL', "new PDO('mysql:host=h', 'u', 'hunter2')", /another database/],
  ['variables', 'new Pool({ host: process.env.HOST, password: "hunter2" })', /from variables/],
  ['a template', 'psycopg2.connect(f"postgresql://u:{hunter2}@h/d")', /from variables/],
  ['PHP variables', 'new PDO("pgsql:host=$hunter2", $user, $password)', /from variables/],
  ['shell variables', 'psql -h $HUNTER2 -U hunter2', /from variables/],
  ['a call that never ends', 'new Pool({ host: "hunter2", ', /cut off/],
  ['a quote that never ends', "host=h user=u password='hunter2", /Quote values/],
  ['two JDBC hosts', 'jdbc:postgresql://a:1,b:2/d?password=hunter2', /several hosts|port/],
  ['a placeholder', 'Host=h;Password=[YOUR-PASSWORD];Database=hunter2', /placeholder/],
  ['half a character', 'Host=h;Password=hunter2\ud83d;', /no driver can send/],
  ['100 kB', `host=h password=hunter2 ${'x'.repeat(100_000)}`, /too long/],
];

describe('a text that is no connection string', () => {
  for (const [what, text, sentence] of refused) {
    it(`is refused for ${what}, in a sentence without the secret`, () => {
      assert.throws(
        () => parseConnection(text),
        (error) => {
          assert.ok(error instanceof Failure);
          assert.equal(error.reason, 'badInput');
          assert.match(error.message, sentence);
          assert.doesNotMatch(error.message, /hunter2/i);
          return true;
        },
      );
    });
  }
});
