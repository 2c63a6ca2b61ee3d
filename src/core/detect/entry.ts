import type { Message } from '../errors';

/** One value of the pasted text. */
export interface Entry {
  /** What it was called there; empty when it stood alone. */
  readonly name: string;
  readonly value: string;
  /** Where it stood, only an address can be meant. */
  readonly isAddress?: true;
  /** What the person should know about it before it is saved. */
  readonly note?: Message;
}
