import type { ConnectionFormat } from './format';
import type { ConnectionParts } from './parts';
import { extras, percent, query, urlServer } from './quoting';

/** https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS */
export const uri: ConnectionFormat = {
  id: 'uri',
  label: 'URI',
  language: 'plaintext',
  render: (parts) => renderUri('postgresql', parts),
};

/** The URI under another scheme, as SQLAlchemy has it. */
export function renderUri(scheme: string, parts: ConnectionParts): string {
  const { user, password, database } = parts;
  const login = percent(user) + (password === undefined ? '' : `:${percent(password)}`);
  const parameters = query(extras(parts));
  const tail = parameters === '' ? '' : `?${parameters}`;
  return `${scheme}://${login}@${urlServer(parts)}/${percent(database)}${tail}`;
}
