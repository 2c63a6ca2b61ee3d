import type { FormatId } from './formats';
import type { ConnectionParts } from './parts';

/** One way to write a connection down. */
export interface ConnectionFormat {
  readonly id: FormatId;
  readonly label: string;
  /** The editor's language id for its syntax. */
  readonly language: string;
  render(parts: ConnectionParts): string;
}
