import {
  type ArgumentNames,
  argumentsAt,
  callArguments,
  expressionText,
  keywordsOfCall,
  namedArguments,
  notALiteral,
} from './callArguments';
import { literalText } from './literals';
import { isKeywords, keywordsOf } from './parseKeywords';
import { type ConnectionParts, parseUri, partsOf } from './parts';

const connectCall = /\b(?:connect|create_pool|ConnectionPool|AsyncConnectionPool)\s*\(/;
const engineCall = /\bcreate_(?:async_)?engine\s*\(/;
const urlCall = /\bURL(?:\.create)?\s*\(/;

const connectNames: ArgumentNames = {
  host: ['host'],
  port: ['port'],
  dbname: ['dbname', 'database'],
  user: ['user'],
  password: ['password'],
  sslmode: ['sslmode'],
  sslrootcert: ['sslrootcert'],
  options: ['options'],
};

const urlNames: ArgumentNames = {
  host: ['host'],
  port: ['port'],
  dbname: ['database'],
  user: ['username'],
  password: ['password'],
};

/** True when the text connects through psycopg2, psycopg or asyncpg. */
export function isPython(text: string): boolean {
  return /\b(?:psycopg2?|asyncpg)\b/.test(text) && connectCall.test(text);
}

/** Reads `psycopg2.connect(…)`: https://www.psycopg.org/docs/module.html#psycopg2.connect. Throws `badInput`. */
export function parsePython(text: string): ConnectionParts {
  const given = callArguments(text, connectCall);
  if (given === undefined) throw notALiteral();
  const named = namedArguments(given);
  const [first = ''] = given;
  const dsn = literalText(named.get('dsn') ?? named.get('conninfo') ?? first, 'python');
  const keywords = keywordsOfCall(named, connectNames, 'python');
  if (dsn === undefined) {
    if (keywords.size === 0) throw notALiteral();
    return partsOf(keywords);
  }
  if (isKeywords(dsn)) return partsOf(new Map([...keywordsOf(dsn), ...keywords]));
  const parts = parseUri(dsn);
  const password = keywords.get('password');
  return parts.password === undefined && password ? { ...parts, password } : parts;
}

/** True when the text makes an engine or a URL of SQLAlchemy. */
export function isSqlalchemy(text: string): boolean {
  return engineCall.test(text) || /\bURL\.create\s*\(/.test(text);
}

/** Reads `create_engine("…")` and `URL.create(…)`: https://docs.sqlalchemy.org/en/20/core/engines.html. Throws `badInput`. */
export function parseSqlalchemy(text: string): ConnectionParts {
  const url = callArguments(text, urlCall);
  if (url !== undefined) return parseUrlCreate(url);
  const [address = ''] = callArguments(text, engineCall) ?? [];
  const written = literalText(address, 'python');
  if (written === undefined) throw notALiteral();
  return parseUri(written);
}

function parseUrlCreate(given: readonly string[]): ConnectionParts {
  const named = namedArguments(given);
  const query = namedArguments(argumentsAt(named.get('query') ?? '{}', 0));
  const parameters = [...query].map(
    ([name, expression]) => [name, expressionText(expression, 'python') ?? ''] as const,
  );
  return partsOf(new Map([...parameters, ...keywordsOfCall(named, urlNames, 'python')]));
}
