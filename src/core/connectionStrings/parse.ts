import { outsideLiterals } from './callArguments';
import { adoAt, isAdoString, parseAdo } from './parseAdo';
import { partsOfVariables, variableNames } from './parseEnvironment';
import { isGo, parseGo } from './parseGo';
import { isJdbcUrl, jdbcAt, parseJdbc } from './parseJdbc';
import { isKeywords, parseKeywords } from './parseKeywords';
import { isNode, parseNode } from './parseNode';
import { isPdoSource, isPhp, parsePhp } from './parsePhp';
import { isPython, isSqlalchemy, parsePython, parseSqlalchemy } from './parsePython';
import { isPsql, parsePsql } from './parseShell';
import { badConnection, type ConnectionParts, parseUri } from './parts';

/** A way to write a connection down: how to know it, and how to read it. */
interface Reader {
  readonly is: (text: string) => boolean;
  readonly parse: (text: string) => ConnectionParts;
}

/** Known by what they begin with. */
const bare: readonly Reader[] = [
  { is: isUri, parse: parseUri },
  { is: isJdbcUrl, parse: parseJdbc },
  { is: isAdoString, parse: parseAdo },
  { is: isKeywordString, parse: parseKeywords },
  { is: isPdoSource, parse: parsePhp },
  { is: isPsql, parse: parsePsql },
];

/** Known by what stands outside of their texts in quotes, so that no password is taken for code. */
const inCode: readonly Reader[] = [
  { is: isSqlalchemy, parse: parseSqlalchemy },
  { is: isPython, parse: parsePython },
  { is: isPhp, parse: parsePhp },
  { is: isGo, parse: parseGo },
  { is: isNode, parse: parseNode },
  { is: isVariables, parse: (text) => partsOfVariables(variablesIn(text)) },
];

/** Known by a text in quotes or on a line of a configuration file; the first of them may hold another's words. */
const inside = [
  { at: adoAt, parse: parseAdo },
  { at: jdbcAt, parse: parseJdbc },
] as const;

/** More than any file that holds one. */
const longest = 65_536;

/** True when the text is, or holds, a connection string in a form that `parseConnection` knows; it may still be wrong. */
export function isConnection(text: string): boolean {
  return readerOf(text) !== undefined;
}

/** True when the text is one connection string, no code, no command and no variables. */
export function isBareConnection(text: string): boolean {
  return text.length <= longest && bare.some(({ is }) => is(text));
}

/**
 * Reads a connection string in any of the nine formats of the Connect panel, in the forms that their drivers'
 * documents show beside them, and as libpq's `PG…` variables. Throws `badInput`, without a word of the text.
 */
export function parseConnection(text: string): ConnectionParts {
  if (text.length > longest) throw badConnection('is too long to be one.');
  const reader = readerOf(text);
  if (!reader) {
    throw badConnection(
      'is in no known form. Paste it as a URI, postgresql://user:password@host:5432/database.',
    );
  }
  return reader.parse(text.trim());
}

function readerOf(text: string): Pick<Reader, 'parse'> | undefined {
  if (text.length > longest) return undefined;
  const outside = outsideLiterals(text);
  return (
    bare.find(({ is }) => is(text)) ?? inCode.find(({ is }) => is(outside)) ?? firstInside(text)
  );
}

function firstInside(text: string): Pick<Reader, 'parse'> | undefined {
  const found = inside
    .map(({ at, parse }) => ({ at: at(text), parse }))
    .filter(({ at }) => at !== -1);
  return found.sort((one, other) => one.at - other.at)[0];
}

/** Alone or as a variable, but none of libpq's: a password, say, may begin like a URI. */
function isUri(text: string): boolean {
  return /^\s*(?:(?:export\s+)?(?!PG[A-Z]+\s*=)[A-Za-z_]\w*\s*=\s*)?["'`]?postgres(?:ql)?(?:\+\w+)?:\/\//i.test(
    text,
  );
}

/** Alone, `user=…` or `password=…` is anything but a connection. */
function isKeywordString(text: string): boolean {
  return isKeywords(text) && /(?:^|\s)host(?:addr)?\s*=/.test(text);
}

function isVariables(text: string): boolean {
  return variablesIn(text).some(([name]) => name === 'PGHOST' || name === 'PGHOSTADDR');
}

/** `PGHOST=x`, `export PGHOST="x"`, `set PGHOST=x`, `$env:PGHOST = 'x'`. */
function variablesIn(text: string): readonly (readonly [name: string, value: string])[] {
  const line =
    /^[ \t]*(?:export[ \t]+|set[ \t]+|\$env:)?(PG[A-Z]+)[ \t]*[=:][ \t]*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|(.*))/gm;
  return [...text.matchAll(line)].flatMap(([, name = '', double, single, plain]) => {
    const value =
      double?.replace(/\\([$`"\\])/g, '$1') ?? single ?? plain?.replace(/\s+#.*$/, '').trim() ?? '';
    return variableNames.has(name) ? [[name, value] as const] : [];
  });
}
