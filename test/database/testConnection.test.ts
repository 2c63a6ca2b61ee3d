// First: what is imported after it gets this `vscode`.
import '../unit/fakeVscode';
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { type ConnectionParts, parseUri } from '../../src/core/connectionStrings/parts';
import { asFailure } from '../../src/core/errors';
import { openDatabase } from '../../src/node/postgres';
import { testConnection } from '../../src/vscode/panels/testConnection';
import { explain } from '../../src/vscode/words';
import { debianPackages } from '../hosts/debian';
import { type Sandbox, start } from '../sandbox';
import { startPgbouncer } from '../sandbox/pgbouncer';
import { hostileValues, impossiblePasswords } from './hostileValues';
import { inDebian } from './inDebian';

/** What the panel says of a connection. */
function tested(parts: ConnectionParts, signal = new AbortController().signal): Promise<string> {
  return testConnection({ openDatabase }, parts, signal).catch((error) =>
    explain(asFailure(error)),
  );
}

describe('Test in the Connect panel', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;
  let others: Sandbox;
  let server: ConnectionParts;
  let caFile: string;

  before(async () => {
    [sandbox, others] = await Promise.all([start({ tls: 'offered' }), start({ tls: 'required' })]);
    server = parseUri(await sandbox.database());
    caFile = join(sandbox.folder, "our ca's.crt");
    await writeFile(caFile, sandbox.ca ?? '');
  });
  after(() => Promise.all([sandbox?.stop(), others?.stop()]));

  it('says that the certificate is verified, and only where it is', async () => {
    const end = (tls: Partial<ConnectionParts>) =>
      tested({ ...server, ...tls }).then((said) => said.replace(/^.* in \d+ ms, /, ''));
    assert.match(
      await end({ tls: 'verify-full', caFile }),
      /^over TLS with a verified certificate/,
    );
    assert.match(
      await end({ tls: 'require' }),
      /^over TLS with a certificate that nobody verified/,
    );
    assert.match(await end({ tls: 'disable' }), /^without TLS/);
  });

  it('refuses the certificate of another authority, and says whose it is', async () => {
    const otherFile = join(sandbox.folder, 'others.crt');
    await writeFile(otherFile, others.ca ?? '');
    const said = await tested({ ...server, tls: 'verify-full', caFile: otherFile });
    assert.match(said, /certificate/);
    assert.doesNotMatch(said, /answered/);
  });

  it('names the file of an authority that is not there', async () => {
    const said = await tested({ ...server, tls: 'verify-full', caFile: '/nowhere/ca.crt' });
    assert.match(said, /\/nowhere\/ca\.crt/);
  });

  it('connects with each hostile value for a password', async () => {
    const values = hostileValues.filter((value) => !impossiblePasswords.nodejs.includes(value));
    const admin = new Client({ ...server, password: server.password ?? '', ssl: false });
    await admin.connect();
    try {
      for (const [index, value] of values.entries()) {
        const user = `tested ${index}`;
        await admin.query(
          `create role ${escapeIdentifier(user)} login password ${escapeLiteral(value)}`,
        );
        const said = await tested({ ...server, user, password: value, tls: 'disable' });
        assert.match(said, new RegExp(`answered ${user} in`), JSON.stringify(value));
      }
    } finally {
      await admin.end();
    }
  });

  it('says that the password is wrong, and not what it is', async () => {
    const { password: _, ...open } = server;
    for (const parts of [open, { ...server, password: 'wrong-pass-word' }]) {
      const said = await tested({ ...parts, tls: 'disable' });
      assert.match(said, /password/);
      assert.doesNotMatch(said, /answered|wrong-pass-word/);
    }
  });

  it('ends when the person stops it, though the server never answers', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const stop = new AbortController();
    const connected = new Promise((resolve) => silent.once('connection', resolve));
    const ended = testConnection(
      { openDatabase },
      { ...server, host: '127.0.0.1', port, tls: 'disable' },
      stop.signal,
    ).catch((error) => asFailure(error).reason);
    await connected;
    stop.abort();
    assert.equal(await ended, 'cancelled');
    silent.close();
  });

  describe('through a pooler in transaction mode', () => {
    inDebian([debianPackages.pgbouncer]);

    it('is answered by the same database', async () => {
      const pooler = await startPgbouncer(await sandbox.database());
      try {
        assert.notEqual(pooler.parts.port, server.port);
        assert.match(
          await tested({ ...pooler.parts, tls: 'disable' }),
          new RegExp(`^PostgreSQL 17\\.\\d+ answered ${server.user} in \\d+ ms, without TLS`),
        );
      } finally {
        await pooler.stop();
      }
    });
  });
});
