import { direct, lines, type Row, ref, supabaseUrl, testRows } from './pasted';

const pooled = `postgresql://postgres.${ref}:pw@aws-0-eu-west-1.pooler.supabase.com:6543/postgres`;
const powabase = 'postgresql://shop:pw@db.p.powabase.ai:5432/shop';

const rows: readonly Row[] = [
  [
    'a direct one of Supabase',
    direct,
    { provider: 'supabase', url: supabaseUrl, credentials: { databaseUrl: direct } },
  ],
  [
    'the pooler’s, short scheme',
    pooled.replace('postgresql', 'postgres'),
    { provider: 'supabase', url: supabaseUrl, credentials: { databaseUrl: pooled } },
  ],
  [
    'an old pooler’s with the reference in its options',
    `postgres://postgres:pw@aws-0-eu-west-1.pooler.supabase.com:6543/postgres?options=reference%3D${ref}`,
    {
      provider: 'supabase',
      url: supabaseUrl,
      credentials: {
        databaseUrl: `postgresql://postgres:pw@aws-0-eu-west-1.pooler.supabase.com:6543/postgres?options=reference%3D${ref}`,
      },
    },
  ],
  [
    'one with the dashboard’s placeholder',
    direct.replace('pw', '[YOUR-PASSWORD]'),
    {
      provider: 'supabase',
      url: supabaseUrl,
      credentials: { databaseUrl: `postgresql://postgres@db.${ref}.supabase.co:5432/postgres` },
    },
  ],
  [
    'one without password',
    direct.replace(':pw', ''),
    {
      provider: 'supabase',
      url: supabaseUrl,
      credentials: { databaseUrl: `postgresql://postgres@db.${ref}.supabase.co:5432/postgres` },
    },
  ],
  [
    'Powabase’s',
    powabase,
    {
      provider: 'powabase',
      url: 'https://shop.p.powabase.ai',
      credentials: { databaseUrl: powabase },
    },
  ],
  [
    'that of the local stack',
    'postgresql://postgres:postgres@127.0.0.1:54322/postgres',
    {
      provider: 'supabase',
      url: 'http://127.0.0.1:54321',
      credentials: { databaseUrl: 'postgresql://postgres:postgres@127.0.0.1:54322/postgres' },
    },
  ],
  [
    'a temporary login of Flux v2 through the tunnel',
    'postgresql://flux_temp_ro_0123abc_89abcdef:pw@127.0.0.1:15432/postgres',
    {
      provider: 'flux-v2',
      credentials: {
        databaseUrl: 'postgresql://flux_temp_ro_0123abc_89abcdef:pw@127.0.0.1:15432/postgres',
      },
    },
  ],
  [
    'the tunnel of Flux',
    'postgresql://postgres:pw@localhost:15432/postgres',
    {
      candidates: ['flux-v1', 'flux-v2'],
      credentials: { databaseUrl: 'postgresql://postgres:pw@localhost:15432/postgres' },
    },
  ],
  [
    'any other',
    'postgres://ann:p@ss@db.example.org/shop?sslmode=require',
    {
      credentials: {
        databaseUrl: 'postgresql://ann:p%40ss@db.example.org:5432/shop?sslmode=require',
      },
    },
  ],
  [
    'IPv6',
    'postgresql://ann:pw@[2001:db8::1]:5433/shop',
    { credentials: { databaseUrl: 'postgresql://ann:pw@[2001:db8::1]:5433/shop' } },
  ],
  [
    'one broken over lines',
    `postgresql://postgres:pw@db.${ref}\n  .supabase.co:5432/postgres`,
    { provider: 'supabase', url: supabaseUrl, credentials: { databaseUrl: direct } },
  ],
  [
    'psql with a URI',
    `psql "${direct}"`,
    { provider: 'supabase', url: supabaseUrl, credentials: { databaseUrl: direct } },
  ],
  [
    'psql with options',
    `PGPASSWORD=pw psql -h db.${ref}.supabase.co -p 5432 -d postgres -U postgres`,
    { provider: 'supabase', url: supabaseUrl, credentials: { databaseUrl: direct } },
  ],
  [
    'a keyword string',
    "host=db.p.powabase.ai port=5432 dbname=shop user=shop password='pw'",
    {
      provider: 'powabase',
      url: 'https://shop.p.powabase.ai',
      credentials: { databaseUrl: powabase },
    },
  ],
  [
    'Node.js',
    lines(
      "import { Pool } from 'pg';",
      '',
      'const pool = new Pool({',
      '  host: "db.p.powabase.ai",',
      '  port: 5432,',
      '  database: "shop",',
      '  user: "shop",',
      '  password: "pw",',
      '});',
    ),
    {
      provider: 'powabase',
      url: 'https://shop.p.powabase.ai',
      credentials: { databaseUrl: powabase },
    },
  ],
  [
    'Python',
    lines(
      'import psycopg2',
      'connection = psycopg2.connect(',
      '    host="db.p.powabase.ai",',
      '    dbname="shop",',
      '    user="shop",',
      '    password="pw",',
      ')',
    ),
    {
      provider: 'powabase',
      url: 'https://shop.p.powabase.ai',
      credentials: { databaseUrl: powabase },
    },
  ],
  [
    'Go',
    lines(
      '// import "database/sql" and _ "github.com/lib/pq"',
      `db, err := sql.Open("postgres", "host='db.p.powabase.ai' dbname='shop' user='shop' password='pw'")`,
    ),
    {
      provider: 'powabase',
      url: 'https://shop.p.powabase.ai',
      credentials: { databaseUrl: powabase },
    },
  ],
  [
    'JDBC',
    'jdbc:postgresql://db.p.powabase.ai:5432/shop?user=shop&password=pw',
    {
      provider: 'powabase',
      url: 'https://shop.p.powabase.ai',
      credentials: { databaseUrl: powabase },
    },
  ],
  [
    '.NET',
    'Host=db.p.powabase.ai;Port=5432;Database="shop";Username="shop";Password="pw"',
    {
      provider: 'powabase',
      url: 'https://shop.p.powabase.ai',
      credentials: { databaseUrl: powabase },
    },
  ],
  [
    'appsettings.json',
    `{ "ConnectionStrings": { "Db": "User Id=postgres.${ref};Password=pw;Server=aws-0-eu-west-1.pooler.supabase.com;Port=6543;Database=postgres" } }`,
    { provider: 'supabase', url: supabaseUrl, credentials: { databaseUrl: pooled } },
  ],
  [
    'PHP',
    `$pdo = new PDO('pgsql:host=db.p.powabase.ai;port=5432;dbname=shop', 'shop', 'pw');`,
    {
      provider: 'powabase',
      url: 'https://shop.p.powabase.ai',
      credentials: { databaseUrl: powabase },
    },
  ],
  [
    'SQLAlchemy',
    lines(
      'from sqlalchemy import create_engine',
      '',
      'engine = create_engine("postgresql+psycopg2://shop:pw@db.p.powabase.ai:5432/shop")',
    ),
    {
      provider: 'powabase',
      url: 'https://shop.p.powabase.ai',
      credentials: { databaseUrl: powabase },
    },
  ],
  [
    'libpq’s variables',
    lines(
      'export PGHOST=db.p.powabase.ai',
      'export PGUSER=shop',
      "export PGPASSWORD='pw'",
      'export PGDATABASE=shop',
    ),
    {
      provider: 'powabase',
      url: 'https://shop.p.powabase.ai',
      credentials: { databaseUrl: powabase },
    },
  ],
  [
    'the lines that the dashboard shows for Python',
    lines(
      'user=postgres',
      'password=[YOUR-PASSWORD]',
      `host=db.${ref}.supabase.co`,
      'port=5432',
      'dbname=postgres',
    ),
    {
      provider: 'supabase',
      url: supabaseUrl,
      credentials: { databaseUrl: `postgresql://postgres@db.${ref}.supabase.co:5432/postgres` },
    },
  ],
  [
    'separate variables of a host outside',
    lines(
      'DB_HOST=db.p.powabase.ai',
      'DB_PORT=5432',
      'DB_USER=shop',
      'DB_PASSWORD=pw',
      'DB_NAME=shop',
    ),
    {
      provider: 'powabase',
      url: 'https://shop.p.powabase.ai',
      credentials: { databaseUrl: powabase },
    },
  ],
  [
    'a URI at the end of a sentence',
    `Our database is ${direct}. Thanks!`,
    { provider: 'supabase', url: supabaseUrl, credentials: { databaseUrl: direct } },
  ],
  [
    'a URI in a fence of Markdown',
    lines('```', direct, '```'),
    { provider: 'supabase', url: supabaseUrl, credentials: { databaseUrl: direct } },
  ],
];

describe('a pasted connection string', () => testRows(rows));
