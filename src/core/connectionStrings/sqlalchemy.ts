import { type ConnectionFormat, everyTlsChoice, type Writing } from './format';
import type { ConnectionParts } from './parts';
import { passwordVariable } from './python';
import { extras, literal, literalOf } from './quoting';
import { renderUri } from './uri';

const scheme = 'postgresql+psycopg2';

/** https://docs.sqlalchemy.org/en/20/core/engines.html: a URL, or its parts where the database's name needs encoding. */
export const sqlalchemy: ConnectionFormat = {
  id: 'sqlalchemy',
  label: 'SQLAlchemy',
  language: 'python',
  tlsChoices: everyTlsChoice,
  render: (parts, writing) =>
    // SQLAlchemy does not decode the database of a URL.
    writing.readsPassword || !/^[\w.~-]+$/.test(parts.database)
      ? fromParts(parts, writing)
      : [
          ...imports(writing),
          '',
          writing.pooled
            ? `engine = create_engine(${literal(renderUri(parts, scheme))}, poolclass=NullPool)`
            : `engine = create_engine(${literal(renderUri(parts, scheme))})`,
        ].join('\n'),
};

function imports({ pooled }: Writing): readonly string[] {
  return [
    'from sqlalchemy import create_engine',
    ...(pooled ? ['from sqlalchemy.pool import NullPool'] : []),
  ];
}

function fromParts(parts: ConnectionParts, writing: Writing): string {
  const { host, port, database, user } = parts;
  const { readsPassword, pooled } = writing;
  const password = readsPassword ? passwordVariable : literalOf(parts.password);
  const query = extras(parts).map(([name, value]) => `${literal(name)}: ${literal(value)}`);
  const keywords = [
    `username=${literal(user)}`,
    ...(password === undefined ? [] : [`password=${password}`]),
    `host=${literal(host)}`,
    `port=${port}`,
    `database=${literal(database)}`,
    ...(query.length === 0 ? [] : [`query={${query.join(', ')}}`]),
  ];
  return [
    ...(readsPassword ? ['import os', ''] : []),
    'from sqlalchemy import create_engine',
    'from sqlalchemy.engine import URL',
    ...imports(writing).slice(1),
    '',
    'engine = create_engine(',
    '    URL.create(',
    `        ${literal(scheme)},`,
    ...keywords.map((keyword) => `        ${keyword},`),
    pooled ? '    ),' : '    )',
    ...(pooled ? ['    poolclass=NullPool,'] : []),
    ')',
  ].join('\n');
}
