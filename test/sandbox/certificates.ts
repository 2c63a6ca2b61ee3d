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

/** Makes an authority and a certificate for 127.0.0.1 and localhost, good for a week, in the folder. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const file = (name: string) => join(folder, name);
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const authority = ['-subj', '/CN=Sandbox CA', '-keyout', 'ca.key', '-out', 'ca.crt'];
  const server = ['-subj', '/CN=localhost', '-keyout', 'server.key', '-out', 'server.csr'];
  await Promise.all([
    openssl(folder, ['req', '-x509', ...newKey, '-days', '7', ...authority]),
    openssl(folder, ['req', '-new', ...newKey, ...server]),
  ]);
  await signCertificate(folder, { names: ['DNS:localhost', 'IP:127.0.0.1'], days: 7 });
  const owner = foreignOwner();
  if (owner !== undefined) await chown(file('server.key'), owner, owner);
  return {
    key: file('server.key'),
    certificate: file('server.crt'),
    ca: await readFile(file('ca.crt'), 'utf8'),
  };
}

/** What a certificate says: names as openssl writes them, `DNS:shop.example`, and for how many days from now. */
export interface CertificateTerms {
  readonly names: readonly string[];
  readonly days: number;
}

/** Gives the server of a sandbox with TLS another certificate of the same authority, and makes it read it. */
export async function changeCertificate(folder: string, terms: CertificateTerms): Promise<void> {
  await signCertificate(folder, terms);
  const [pid] = (await readFile(join(folder, 'data/postmaster.pid'), 'utf8')).split('\n');
  process.kill(Number(pid), 'SIGHUP');
}

async function signCertificate(folder: string, { names, days }: CertificateTerms): Promise<void> {
  const lines = [`subjectAltName=${names.join(',')}`, 'extendedKeyUsage=serverAuth', ''];
  await writeFile(join(folder, 'server.ext'), lines.join('\n'));
  const authority = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial'];
  const terms = ['-days', String(days), '-extfile', 'server.ext', '-out', 'server.crt'];
  await openssl(folder, ['x509', '-req', '-in', 'server.csr', ...authority, ...terms]);
}

async function openssl(folder: string, args: readonly string[]): Promise<void> {
  await run('openssl', [...args], { cwd: folder }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT'
      ? new Error('A sandbox with TLS needs the program openssl: install it.')
      : error;
  });
}
