import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Bench } from './row';

/** Runs one built file of test/bench and writes its rows and peers as JSON: `node bench.js FILE ROWS_FILE`. */
async function main([file = '', rowsFile = '']: readonly string[]): Promise<void> {
  const bench: Bench = await import(pathToFileURL(file).href);
  await writeFile(rowsFile, JSON.stringify({ rows: await bench.run(), peers: bench.peers }));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
