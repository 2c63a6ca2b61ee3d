import { ensureCodeServer } from './codeServer';
import { debianPackages, ensureDebian } from './debian';
import { findDesktop } from './desktop';

/** Brings the real VS Codes that the host suite and the journeys run in, once for all of them. */
async function main(): Promise<void> {
  const desktop = await findDesktop();
  const found = desktop.kind === 'available' ? desktop.executable : `none, ${desktop.reason}`;
  process.stdout.write(`Desktop VS Code: ${found}\n`);
  if (process.platform === 'linux') {
    ensureDebian([debianPackages.chromium]);
    const codeServer = await ensureCodeServer();
    process.stdout.write(`code-server: ${codeServer.entry}\n`);
  } else if (desktop.kind === 'unavailable') {
    throw new Error('This system has no other VS Code.');
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
