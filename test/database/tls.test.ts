import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Failure, isFailure } from '../../src/core/errors';
import type { ProjectTls } from '../../src/core/model';
import { openDatabase } from '../../src/node/postgres';
import { poll } from '../e2e/poll';
import { type Sandbox, start } from '../sandbox';
import { type CertificateTerms, changeCertificate } from '../sandbox/certificates';

const never = new AbortController().signal;

async function failureOf(url: string, tls: ProjectTls): Promise<Failure> {
  try {
    const database = await openDatabase(url, never, tls);
    await database.close();
  } catch (error) {
    assert.ok(isFailure(error), String(error));
    return error;
  }
  return assert.fail('it connected');
}

describe('TLS to Postgres', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let stranger: Sandbox;
  let url: string;
  let caFile: string;

  before(async () => {
    [sandbox, stranger] = await Promise.all([
      start({ tls: 'required' }),
      start({ tls: 'required' }),
    ]);
    url = await sandbox.database();
    caFile = join(sandbox.folder, 'ca.crt');
  });
  after(() => Promise.all([sandbox?.stop(), stranger?.stop()]));

  /** The server reads its certificate anew a moment after it is told to. */
  async function certify(terms: CertificateTerms, isShown: (failure: Failure) => boolean) {
    await changeCertificate(sandbox.folder, terms);
    await poll('the new certificate', async () =>
      isShown(await failureOf(url, { mode: 'verify-full', caFile })),
    );
  }

  it('is verified with the authority that the project names', async () => {
    const database = await openDatabase(url, never, { mode: 'verify-full', caFile });
    assert.equal(database.tls, 'verified');
    await database.close();
  });

  it('is encrypted and not verified where the project says so', async () => {
    const database = await openDatabase(url, never, { mode: 'require' });
    assert.equal(database.tls, 'unverified');
    await database.close();
  });

  it('names who signed a certificate that this machine does not trust', async () => {
    const failure = await failureOf(url, { mode: 'verify-full' });
    assert.equal(failure.reason, 'untrustedCertificate');
    assert.match(failure.message, /issued by "Sandbox CA", which this machine does not trust/);
  });

  it('is refused with the authority of somebody else', async () => {
    const others = join(stranger.folder, 'ca.crt');
    const failure = await failureOf(url, { mode: 'verify-full', caFile: others });
    assert.equal(failure.reason, 'untrustedCertificate');
  });

  it('says that the file of the authority is not there, or is none', async () => {
    const gone = await failureOf(url, { mode: 'verify-full', caFile: '/no/such.pem' });
    assert.match(gone.message, /"\/no\/such\.pem" cannot be read/);
    const noPem = join(sandbox.folder, 'notes.txt');
    await writeFile(noPem, 'words');
    const wrong = await failureOf(url, { mode: 'verify-full', caFile: noPem });
    assert.match(wrong.message, /holds no certificate/);
  });

  it('is refused where the server has none', async () => {
    const plainServer = await start();
    try {
      const plainUrl = await plainServer.database();
      const failure = await failureOf(plainUrl, { mode: 'verify-full' });
      assert.equal(failure.reason, 'noTls');
      assert.match(failure.message, /127\.0\.0\.1:\d+ does not speak TLS/);
      const database = await openDatabase(plainUrl, never, { mode: 'disable' });
      assert.equal(database.tls, 'none');
      await database.close();
    } finally {
      await plainServer.stop();
    }
  });

  it('names the host that a certificate is for', async () => {
    await certify({ names: ['DNS:db.shop.example', 'IP:192.0.2.7'], days: 7 }, ({ message }) =>
      message.includes('another host'),
    );
    const failure = await failureOf(url, { mode: 'verify-full', caFile });
    assert.equal(failure.reason, 'untrustedCertificate');
    assert.match(failure.message, /another host: db\.shop\.example, 192\.0\.2\.7/);
  });

  it('says between which days a certificate is valid', async () => {
    await certify({ names: ['IP:127.0.0.1'], days: -1 }, ({ message }) =>
      message.includes('is valid from'),
    );
    const failure = await failureOf(url, { mode: 'verify-full', caFile });
    assert.equal(failure.reason, 'untrustedCertificate');
    assert.match(
      failure.message,
      /issued by "Sandbox CA", is valid from [\d-]{10} to [\d-]{10} alone/,
    );
  });
});
