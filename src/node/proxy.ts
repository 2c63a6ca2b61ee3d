import { Failure, message } from '../core/errors';
import type { Road } from '../core/ports';

/** This machine is reached directly, whatever the proxy. */
const loopback = /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/;

/** The proxy that a request to this URL goes through; undefined where it goes directly. Throws `badInput`. */
export function proxyFor(road: Pick<Road, 'proxy' | 'noProxy'>, url: string): URL | undefined {
  const { protocol, hostname, port } = new URL(url);
  const written = (road.proxy ?? variable(protocol === 'https:' ? 'https' : 'http')).trim();
  if (written === '' || loopback.test(hostname)) return undefined;
  const usual = protocol === 'https:' ? '443' : '80';
  if (exceptions(road).some((entry) => isExcepted(entry, hostname, port || usual))) {
    return undefined;
  }
  const whole = /^[a-z]+:\/\//i.test(written) ? written : `http://${written}`;
  if (URL.canParse(whole) && /^https?:/i.test(whole)) return new URL(whole);
  throw new Failure(
    'badInput',
    message('The proxy of this machine is no URL. Correct the setting http.proxy.'),
  );
}

function variable(scheme: 'http' | 'https'): string {
  const read = (name: string) => process.env[name] || process.env[name.toUpperCase()];
  return (scheme === 'https' ? read('https_proxy') : undefined) || read('http_proxy') || '';
}

/** The environment is asked where the settings name none, as the editor does it. */
function exceptions({ noProxy }: Pick<Road, 'noProxy'>): readonly string[] {
  const written = process.env.no_proxy || process.env.NO_PROXY || '';
  return noProxy.length > 0 ? noProxy : written.split(/[,\s]+/).filter((entry) => entry !== '');
}

/** `*`, `example.com` (what is below it too), `.example.com`, `*.example.com`, each also with a port. */
function isExcepted(entry: string, hostname: string, port: string): boolean {
  const [, host = entry.trim(), only] = /^(.*[^:]):(\d+)$/.exec(entry.trim()) ?? [];
  const name = host.replace(/^\*?\./, '').toLowerCase();
  if (name === '' || (only !== undefined && only !== port)) return false;
  const plain = (text: string) => text.replace(/^\[(.*)\]$/, '$1');
  return name === '*' || plain(name) === plain(hostname) || hostname.endsWith(`.${name}`);
}
