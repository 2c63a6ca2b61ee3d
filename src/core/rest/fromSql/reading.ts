import type { Node } from 'libpg-query';
import { Failure, message } from '../../errors';
import { utf16OffsetOfByte } from '../../sql/positions';
import type { RestCatalog } from '../restCatalog';

/** A statement on its way to a request. */
export interface Reading {
  readonly sql: string;
  readonly catalog: RestCatalog;
}

/** Says what PostgREST cannot express. `location` is Postgres' own, in bytes; it leaves out a zero. */
export function refuse(
  { sql }: Reading,
  location: number | undefined,
  text: string,
  ...args: readonly string[]
): never {
  const position = utf16OffsetOfByte(sql, Math.max(location ?? 0, 0));
  throw new Failure('badInput', message(text, ...args), { position });
}

/** Where Postgres' parser says that an expression stands, in bytes; an operator between two stands at its sign. */
export function locationOf(node: Node | undefined): number | undefined {
  const [inner] = Object.values(node ?? {}) as { readonly location?: number }[];
  return inner?.location;
}
