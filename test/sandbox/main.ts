import { dotenv } from './dotenv';
import { start } from './index';

/** `npm run sandbox`: prints every project's values and stays up until Ctrl+C. */
async function main(): Promise<void> {
  const sandbox = await start();
  process.stdout.write(dotenv(sandbox));
  process.stderr.write(`The sandbox is up, with its files in ${sandbox.folder}. Ctrl+C ends it.\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      await sandbox.stop();
      process.exit();
    });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
});
