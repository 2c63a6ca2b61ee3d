import { Client, type ClientConfig } from 'pg';

/** Runs one statement over a connection of its own: its rows as arrays of the server's text. */
export async function rows(
  config: string | ClientConfig,
  text: string,
): Promise<(string | null)[][]> {
  const client = new Client(config);
  client.on('error', () => {});
  await client.connect();
  try {
    const types = { getTypeParser: () => (value: string) => value };
    return (await client.query<(string | null)[]>({ text, rowMode: 'array', types })).rows;
  } finally {
    await client.end();
  }
}
