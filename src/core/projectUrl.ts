import { Failure, message } from './errors';
import { classifyKey } from './keys';

const service = /\/(?:rest|auth|storage|realtime|functions|graphql)\/v1(?:\/.*)?$/;
const privateHost =
  /^(?:localhost|127\..*|10\..*|192\.168\..*|172\.(?:1[6-9]|2\d|3[01])\..*|\[::1\]|\[f[cd].*|[^.:]+|.*\.(?:localhost|local|internal|lan|test))$/;

/**
 * The project URL in what a person pasted: scheme, host and path, without a trailing slash, a service's path,
 * query or hash. A missing scheme is https, on this machine http. Throws `badInput`.
 */
export function checkProjectUrl(text: string): string {
  const pasted = text.trim().replace(/^(["'<])(.*)["'>]$/s, '$2');
  if (pasted === '') throw bad('Paste the project URL, https://….');
  refuseKeys(pasted);
  if (/\s/.test(pasted)) throw bad('A project URL has no spaces. Copy it again, whole and alone.');
  const url = parse(pasted);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw bad('A project URL starts with https:// (http:// on this machine).');
  }
  if (url.username !== '' || url.password !== '') {
    throw bad('Leave the user and the password out of the project URL.');
  }
  refuseOtherPages(url);
  // In lists of the editor "$(" would begin an icon and "](" a link.
  const path = url.pathname.replace(service, '').replaceAll('(', '%28');
  return url.origin + path.replace(/\/+$/, '');
}

/** True when a key sent to this project URL could be read on its way: http to a host that looks public. */
export function isInTheClear(projectUrl: string): boolean {
  const { protocol, hostname } = new URL(projectUrl);
  return protocol === 'http:' && !privateHost.test(hostname);
}

function refuseKeys(pasted: string): void {
  switch (classifyKey(pasted).kind) {
    case 'databaseUrl':
      throw bad('This is the Database URL. Paste the project URL here, https://….');
    case 'publishable':
    case 'secret':
    case 'jwt':
    case 'accountToken':
      throw bad('This is a key. Paste the project URL here, https://….');
    case 'url':
    case 'unknown':
  }
}

function parse(pasted: string): URL {
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(pasted) ? pasted : withScheme(pasted);
  if (!URL.canParse(text)) throw notAUrl();
  return new URL(text);
}

function withScheme(pasted: string): string {
  const host = pasted.replace(/[:/?#].*$/s, '');
  if (host !== 'localhost' && !host.includes('.')) {
    throw notAUrl();
  }
  return /^(?:localhost|127\.)/.test(host) ? `http://${pasted}` : `https://${pasted}`;
}

/** Pages and hosts that stand beside the project URL on the same screen. */
function refuseOtherPages({ hostname, pathname }: URL): void {
  if (hostname === 'app.powabase.ai') {
    throw bad('This is Powabase Studio. Paste the Project URL that its Connect button shows.');
  }
  if (/^(?:app\.)?supabase\.com$/.test(hostname)) {
    const ref = /\/project\/([a-z]{20})\b/.exec(pathname)?.[1];
    throw ref === undefined
      ? bad('This is the Supabase dashboard. Paste the Project URL that its Connect button shows.')
      : bad('This is the Supabase dashboard. Paste the project URL: {0}', urlOfRef(ref));
  }
  if (hostname === 'flux.vsl-base.com') {
    throw bad('This is the Flux dashboard. Paste the Service URL of the project, https://api--….');
  }
  if (/^db\.|\.pooler\.supabase\.com$/.test(hostname)) {
    throw bad(
      'This is the host of the database. Paste the project URL, and this one as Database URL.',
    );
  }
}

function urlOfRef(ref: string): string {
  return `https://${ref}.supabase.co`;
}

function notAUrl(): Failure {
  return bad('This is not a URL. A project URL looks like https://name.example.com.');
}

function bad(text: string, ...args: readonly string[]): Failure {
  return new Failure('badInput', message(text, ...args));
}
