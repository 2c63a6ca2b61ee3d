import type { SqlError } from 'libpg-query';
import type { Parsed, ToParse } from './parserProcess';

/** Postgres' own parser as a process of its own: each message with a text is answered by one with its tree. */
process.on('message', async ({ id, sql }: ToParse) => {
  process.send?.(await parsed(id, sql));
});
process.on('disconnect', () => process.exit());

async function parsed(id: number, sql: string): Promise<Parsed> {
  const { parse } = await import('libpg-query');
  try {
    return { id, tree: await parse(sql) };
  } catch (error) {
    const details = (error as SqlError).sqlDetails;
    const refusal = details
      ? { message: details.message, position: details.cursorPosition }
      : { message: String(error) };
    return { id, refusal };
  }
}
