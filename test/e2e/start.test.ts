import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkoutRoot } from '../hosts/root';
import { poll } from './poll';

describe('npm start', () => {
  it('opens a sample workspace on a running backend, and Ctrl+C leaves nothing behind', async () => {
    const script = join(checkoutRoot(), 'out/test/hosts/start.js');
    const child = spawn(process.execPath, [script], {
      env: { ...process.env, POWABASE_TEST_HOST: 'code-server' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    await poll('the invitation', async () => output.includes('Ctrl+C ends it.'), 60_000);
    const address = /Open (http\S+)/.exec(output)?.[1] ?? '';
    const workspace = /The sample workspace is (.+)/.exec(output)?.[1] ?? '';
    const page = await fetch(address);
    assert.equal(page.status, 200);
    const settings = await readFile(join(workspace, '.vscode/settings.json'), 'utf8');
    const dotenv = await readFile(join(workspace, '.env'), 'utf8');
    const url = /^POWABASE_URL=(.+)$/m.exec(dotenv)?.[1] ?? '';
    const anonKey = /^POWABASE_ANON_KEY=(.+)$/m.exec(dotenv)?.[1] ?? '';
    const rows = await fetch(`${url}/rest/v1/products?limit=1`, {
      headers: { apikey: anonKey, Authorization: `Bearer ${anonKey}` },
    });
    assert.equal(rows.status, 200);
    assert.ok(settings.includes(url));
    assert.ok(!settings.includes(anonKey), 'a key stands in the settings');

    child.kill('SIGINT');
    await poll('the end', async () => child.exitCode !== null || child.signalCode !== null);
    assert.equal(child.exitCode, 0);
    await assert.rejects(fetch(address), 'the workbench still answers');
    await assert.rejects(fetch(url), 'the gateway still answers');
    assert.equal(existsSync(workspace), false);
  });
});
