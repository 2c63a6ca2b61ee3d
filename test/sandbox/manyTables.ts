import { Client } from 'pg';

/**
 * Makes a schema with `count` tables (t_00001, …) of nine columns and a primary key each, in one transaction.
 * The schema must not be there yet.
 */
export async function manyTables(
  databaseUrl: string,
  schema: string,
  count: number,
): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('select set_config($1, $2, false), set_config($3, $4, false)', [
      'many.schema',
      schema,
      'many.count',
      String(count),
    ]);
    await client.query(`do $$
declare
  name text := current_setting('many.schema');
begin
  execute format('create schema %I', name);
  for n in 1 .. current_setting('many.count')::int loop
    execute format('create table %I.%I (
      id bigint primary key, name text not null, amount numeric(12,2), active boolean default true, tags text[],
      payload jsonb, created_on date, created_at timestamptz default now(), note varchar(200)
    )', name, 't_' || lpad(n::text, 5, '0'));
  end loop;
end $$`);
  } finally {
    await client.end();
  }
}
