import {
  type ArgumentNames,
  argumentsAt,
  callArguments,
  keywordsOfCall,
  namedArguments,
  notALiteral,
} from './callArguments';
import { literalText } from './literals';
import { type ConnectionParts, parseUri, partsOf } from './parts';

const call = /\b(?:Pool|Client|postgres)\s*\(/;

const names: ArgumentNames = {
  host: ['host', 'hostname'],
  port: ['port'],
  dbname: ['database', 'db'],
  user: ['user', 'username'],
  password: ['password', 'pass'],
  options: ['options'],
};

/** True when the text makes a pool or client of `pg`, or one of postgres.js. */
export function isNode(text: string): boolean {
  return /\bnew\s+(?:\w+\.)?(?:Pool|Client)\s*\(|\bpostgres\s*\(\s*['"`{]|\bconnectionString\s*:/.test(
    text,
  );
}

/**
 * Reads `new Pool({ host: …, ssl: … })`, `new Client({ connectionString: … })` or a bare object of these, as
 * https://node-postgres.com/apis/client has them. Throws `badInput`.
 */
export function parseNode(text: string): ConnectionParts {
  const [first = ''] = callArguments(text, call) ?? [objectIn(text)];
  const address = literalText(first, 'javascript');
  if (address !== undefined) return parseUri(address);
  if (!first.startsWith('{')) throw notALiteral();
  const members = namedArguments(argumentsAt(first, 0));
  const keywords = keywordsOfCall(members, names, 'javascript');
  const tls = tlsKeywords(members.get('ssl'));
  const written = members.get('connectionString');
  if (written === undefined) {
    if (keywords.size === 0) throw notALiteral();
    return partsOf(new Map([...keywords, ...tls]));
  }
  const uri = literalText(written, 'javascript');
  if (uri === undefined) throw notALiteral();
  // `pg` lets the parameters of the string replace its `ssl`.
  const parts = parseUri(uri);
  return parts.tls === 'unsaid' ? { ...parts, ...tlsParts(tls) } : parts;
}

function objectIn(text: string): string {
  const open = text.indexOf('{');
  return open === -1 ? `{${text}}` : text.slice(open);
}

type Pairs = readonly (readonly [string, string])[];

function tlsParts(pairs: Pairs): Pick<ConnectionParts, 'tls' | 'caFile'> {
  const { tls, caFile } = partsOf(new Map(pairs));
  return { tls, ...(caFile === undefined ? {} : { caFile }) };
}

/** `pg` verifies unless it is told not to; `require` is a word of postgres.js. */
function tlsKeywords(ssl: string | undefined): Pairs {
  if (ssl === undefined) return [];
  if (ssl === 'false') return [['sslmode', 'disable']];
  if (ssl === 'true') return [['sslmode', 'verify-full']];
  if (!ssl.startsWith('{')) {
    const word = literalText(ssl, 'javascript');
    return word === undefined ? [] : [['sslmode', word]];
  }
  const members = namedArguments(argumentsAt(ssl, 0));
  if (members.get('rejectUnauthorized') === 'false') return [['sslmode', 'require']];
  const mode = members.has('checkServerIdentity') ? 'verify-ca' : 'verify-full';
  const [file = ''] = callArguments(members.get('ca') ?? '', /\breadFileSync\s*\(/) ?? [];
  const caFile = literalText(file, 'javascript');
  return [['sslmode', mode], ...(caFile === undefined ? [] : [['sslrootcert', caFile] as const])];
}
