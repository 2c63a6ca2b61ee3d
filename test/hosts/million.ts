import { spawn } from 'node:child_process';
import { Client } from 'pg';

/** 1,000,000 rows of 10 columns, the first of them the name of the run. */
export const million = (run: string) => `select '${run}' as run, * from bench.million`;

/** The table that `million` reads. */
export async function makeMillion(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('create schema bench');
    await client.query(`create table bench.million as
      select n::int8, md5(n::text)::uuid as id, 'Customer ' || n as name, n || '@shop.example' as email,
        (n % 100000)::numeric(12, 2) / 100 as price, n % 50 as quantity, n % 3 = 0 as active,
        timestamptz '2026-01-01 00:00Z' + n * interval '1 second' as created_at,
        case when n % 4 = 0 then null else repeat('note ', 8) end as note
      from generate_series(1, 1000000) as n`);
    await client.query('vacuum analyze bench.million');
  } finally {
    await client.end();
  }
}

/** Milliseconds that psql takes, from its start to its end. */
export async function timePsql(databaseUrl: string, options: readonly string[]): Promise<number> {
  const started = performance.now();
  const psql = spawn('psql', ['-X', '-A', ...options, databaseUrl], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise((resolve, reject) => {
    psql.once('error', reject);
    psql.once('close', resolve);
  });
  if (code !== 0) throw new Error(`psql ended with ${code}.`);
  return performance.now() - started;
}
