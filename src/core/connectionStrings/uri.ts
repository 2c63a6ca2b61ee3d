import { type ConnectionFormat, everyTlsChoice } from './format';
import { type ConnectionParts, parseUri } from './parts';
import { extras, percent, query, urlServer } from './quoting';

/** https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS */
export const uri: ConnectionFormat = {
  id: 'uri',
  label: 'URI',
  language: 'plaintext',
  tlsChoices: everyTlsChoice,
  render: (parts) => renderUri(parts),
};

/** SQLAlchemy's URL is the same under another scheme. */
export function renderUri(parts: ConnectionParts, scheme = 'postgresql'): string {
  const { user, password, database } = parts;
  const login = percent(user) + (password === undefined ? '' : `:${percent(password)}`);
  const parameters = query(extras(parts));
  const tail = parameters === '' ? '' : `?${parameters}`;
  return `${scheme}://${login}@${urlServer(parts)}/${percent(database)}${tail}`;
}

/** Whether a Database URL, a URI, holds no password. */
export function lacksPassword(databaseUrl: string): boolean {
  return parseUri(databaseUrl).password === undefined;
}

/** The Database URL with this password, which is written as it is; a whole URL takes its place. Throws `badInput`. */
export function withPassword(databaseUrl: string, password: string): string {
  return /^postgres(?:ql)?:\/\//i.test(password)
    ? password
    : renderUri({ ...parseUri(databaseUrl), password });
}
