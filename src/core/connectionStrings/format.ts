import type { FormatId } from './formats';
import type { ConnectionParts, TlsMode } from './parts';

/** What a person may ask of TLS, by libpq's words. `verify-full` goes with the file of an authority. */
export type TlsChoice = Extract<TlsMode, 'disable' | 'prefer' | 'require' | 'verify-full'>;

/** Of a driver that can fall back to a connection without TLS. */
export const everyTlsChoice: readonly TlsChoice[] = ['disable', 'prefer', 'require', 'verify-full'];

/** Of a driver that cannot. */
export const tlsWithoutFallback: readonly TlsChoice[] = ['disable', 'require', 'verify-full'];

/** How a connection is written down, beside its parts. */
export interface Writing {
  /** Reads the password from PGPASSWORD where the code runs; the parts then hold none. */
  readonly readsPassword: boolean;
  /** Goes through a pooler in transaction mode, where a prepared statement does not outlive its transaction. */
  readonly pooled: boolean;
}

/** One way to write a connection down. */
export interface ConnectionFormat {
  readonly id: FormatId;
  readonly label: string;
  /** The editor's language id for its syntax. */
  readonly language: string;
  readonly tlsChoices: readonly TlsChoice[];
  render(parts: ConnectionParts, writing: Writing): string;
}
