import type { Topic } from '../../core/remedy';
import type { Route } from '../../core/routes';
import type { Link } from '../connect/facts';

/** What a system's documents say, and how a request travels in it. Words are English; the shell translates. */
export interface Guide {
  /** Pages beside those of the Connect panel. */
  readonly links: readonly Link[];
  /** The page for each topic of a refusal. */
  readonly pages: Readonly<Record<Topic, string>>;
  /** Every path of a project, the more particular ones first. */
  readonly routes: readonly Route[];
  /** The way of a request, one station a line, with what each decides. */
  readonly way: readonly string[];
  /** The type that `auth.uid()` has, which policies compare with. */
  readonly userId: 'uuid' | 'text';
  /** True where the gateway sets the schema and no client learns its name. */
  readonly hidesSchema?: true;
  /** The address of an `llms.txt` that lists every page; absent where none is published. */
  readonly index?: string;
}

export const postgrestErrors = '{ "code", "message", "details", "hint" }';
