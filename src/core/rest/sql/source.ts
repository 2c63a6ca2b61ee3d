import { quoteName } from '../../sql/quote';
import type { Subject } from './condition';

/** `schema.table`, with the name it has in the query where that is another. */
export function source({ alias, table }: Subject, schema: string): string {
  const name = table?.name ?? alias;
  const full = `${quoteName(schema)}.${quoteName(name)}`;
  return alias === name ? full : `${full} as ${quoteName(alias)}`;
}
