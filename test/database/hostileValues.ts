import type { FormatId } from '../../src/core/connectionStrings/formats';

/** Each stands first, twice inside and last, so that whoever trims, doubles or stops at it is caught. */
const characters = [...'@:/#?%&=+;\'"\\$`{}() !*,<>[]|~^-._', '\t', '\n', '\u0001', '\u007f'];

/** Words that some parser reads as more than text. */
const words = [
  'trailing ',
  ' leading',
  '%41',
  '%zz',
  '%20+%2B',
  "' host=evil '",
  ';Host=evil;',
  '&user=evil',
  '?sslmode=verify-full',
  `$(id)\`id\`\${HOME}`,
  '{0}%s%%',
  '-h',
  '--help',
  '//x',
  '/* x */',
  '<!--',
  "''",
  '""',
  '\\',
  "\\'",
  '\\n\\u0041',
  'host=127.0.0.2 dbname=postgres',
  'postgresql://a:b@c/d',
  'null',
  '12345',
];

/** Text that is more than ASCII: some of it SASLprep (RFC 4013) replaces, removes or forbids in a password. */
const letters = [
  'é',
  'e\u0301',
  'ß',
  'пароль',
  '日本',
  '𠮷',
  '\u05d0\u05d1\u05d2',
  '\u05d01',
  '\u05d0a',
  '\u00a0',
  'a\u00a0b\u3000c',
  '\ufb01',
  'Ⅸ',
  '½',
  'soft\u00adhyphen',
  'zero\u200bwidth',
  'ogham\u1680space',
  'line\u2028break',
  '\ufeffmark',
  '\ufb01\u0001',
  '😀',
  '☔',
  '🏳️‍🌈',
  '\ufb01😀',
  '\u0378',
  '\ue000',
];

/** Values for a user, a database and a password, none of them too long for a name. */
export const hostileValues: readonly string[] = [
  ...characters.map((character) => `${character}a${character}${character}b${character}`),
  ...words,
  ...letters,
];

/** What Postgres takes another password for by SASLprep, and a driver that does not know it does not. */
const prepared = [
  'e\u0301',
  '\u00a0',
  'a\u00a0b\u3000c',
  '\ufb01',
  'Ⅸ',
  '½',
  'soft\u00adhyphen',
  'zero\u200bwidth',
  'ogham\u1680space',
  '\ufeffmark',
];

/** What SASLprep forbids in a password; Postgres then takes it as it stands. */
const forbidden = [
  '\ta\t\tb\t',
  '\na\n\nb\n',
  '\u0001a\u0001\u0001b\u0001',
  '\u007fa\u007f\u007fb\u007f',
  '\u05d01',
  '\u05d0a',
  'line\u2028break',
  '\ufb01\u0001',
  '😀',
  '☔',
  '🏳️‍🌈',
  '\ufb01😀',
  '\u0378',
  '\ue000',
];

/** The passwords among them with which a driver cannot log in, by format; each as seen of the real one. */
export const impossiblePasswords: Readonly<Record<FormatId, readonly string[]>> = {
  uri: [],
  psql: [],
  nodejs: ['\ufb01\u0001', '🏳️‍🌈', '\ufb01😀'],
  python: [],
  golang: prepared,
  jdbc: [...forbidden, 'zero\u200bwidth', 'ogham\u1680space'],
  dotnet: [],
  php: [],
  sqlalchemy: [],
};
