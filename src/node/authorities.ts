import { readFile } from 'node:fs/promises';
import * as tls from 'node:tls';
import { Failure, message } from '../core/errors';

/** What a connection trusts, for Node's `ca`: its own list, the system's, and further ones. */
export function trusted(
  { systemCertificates }: { readonly systemCertificates: boolean },
  further: readonly string[] = [],
): { readonly ca?: string[] } {
  const system = systemCertificates ? systemAuthorities() : [];
  if (system.length === 0 && further.length === 0) return {};
  return { ca: [...tls.rootCertificates, ...system, ...further] };
}

/** Node trusts its own list alone unless it is told otherwise; older ones cannot read the system's. */
function systemAuthorities(): readonly string[] {
  const read: unknown = Reflect.get(tls, 'getCACertificates');
  return typeof read === 'function' ? read('system') : [];
}

/** The PEM text of a file of authorities. Throws `badInput`. */
export async function readAuthorities(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new Failure(
    'badInput',
    text === ''
      ? message(
          'The certificate file "{0}" cannot be read. Choose it again with Powabase: Set TLS.',
          path,
        )
      : message('"{0}" holds no certificate. Choose a PEM file with Powabase: Set TLS.', path),
  );
}
