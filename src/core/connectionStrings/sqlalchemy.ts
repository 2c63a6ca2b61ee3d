import type { ConnectionFormat } from './format';
import type { ConnectionParts } from './parts';
import { extras, literal } from './quoting';
import { renderUri } from './uri';

const scheme = 'postgresql+psycopg2';

/** https://docs.sqlalchemy.org/en/20/core/engines.html: a URL, or its parts where the database's name needs encoding. */
export const sqlalchemy: ConnectionFormat = {
  id: 'sqlalchemy',
  label: 'SQLAlchemy',
  language: 'python',
  render: (parts) =>
    // SQLAlchemy does not decode the database of a URL.
    /^[\w.~-]+$/.test(parts.database)
      ? [
          'from sqlalchemy import create_engine',
          '',
          `engine = create_engine(${literal(renderUri(scheme, parts))})`,
        ].join('\n')
      : fromParts(parts),
};

function fromParts(parts: ConnectionParts): string {
  const { host, port, database, user, password } = parts;
  const query = extras(parts).map(([name, value]) => `${literal(name)}: ${literal(value)}`);
  const keywords = [
    `username=${literal(user)}`,
    ...(password === undefined ? [] : [`password=${literal(password)}`]),
    `host=${literal(host)}`,
    `port=${port}`,
    `database=${literal(database)}`,
    ...(query.length === 0 ? [] : [`query={${query.join(', ')}}`]),
  ];
  return [
    'from sqlalchemy import create_engine',
    'from sqlalchemy.engine import URL',
    '',
    'engine = create_engine(',
    '    URL.create(',
    `        ${literal(scheme)},`,
    ...keywords.map((keyword) => `        ${keyword},`),
    '    )',
    ')',
  ].join('\n');
}
