import { execFile } from 'node:child_process';
import { chown, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { foreignOwner } from './folder';

const run = promisify(execFile);

/** Files of a server's certificate, and the PEM text of the authority that signed it. */
export interface Certificates {
  readonly key: string;
  readonly certificate: string;
  readonly ca: string;
}

const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n';

/** Makes an authority and a certificate for 127.0.0.1 and localhost, good for a week, in the folder. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const file = (name: string) => join(folder, name);
  const openssl = (...args: string[]) =>
    run('openssl', args, { cwd: folder }).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT'
        ? new Error('A sandbox with TLS needs the program openssl: install it.')
        : error;
    });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await writeFile(file('server.ext'), names);
  await Promise.all([
    openssl(
      'req',
      '-x509',
      ...newKey,
      '-days',
      '7',
      '-subj',
      '/CN=Sandbox CA',
      '-keyout',
      'ca.key',
      '-out',
      'ca.crt',
    ),
    openssl(
      'req',
      '-new',
      ...newKey,
      '-subj',
      '/CN=localhost',
      '-keyout',
      'server.key',
      '-out',
      'server.csr',
    ),
  ]);
  await openssl(
    'x509',
    '-req',
    '-in',
    'server.csr',
    '-CA',
    'ca.crt',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    '7',
    '-extfile',
    'server.ext',
    '-out',
    'server.crt',
  );
  const owner = foreignOwner();
  if (owner !== undefined) await chown(file('server.key'), owner, owner);
  return {
    key: file('server.key'),
    certificate: file('server.crt'),
    ca: await readFile(file('ca.crt'), 'utf8'),
  };
}
