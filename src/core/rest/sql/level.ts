import type { EmbedScope, Scope } from '../scope';
import type { Subject } from './condition';

/** One table of a request with its name in the SQL, and what is embedded in it. */
export interface Level extends Subject {
  readonly scope: Scope;
  readonly embeds: readonly EmbedLevel[];
  readonly where: readonly string[];
  readonly orderBy: readonly string[];
  readonly limit: number | undefined;
  readonly offset: number | undefined;
}

export interface EmbedLevel extends Level {
  readonly scope: EmbedScope;
}
