import type { CredentialKind } from '../model';
import { snippets } from './index';
import { isAtHome } from './languages';
import { type Feature, groups, type Snippet } from './snippet';

/** The snippets of a system: those that fit the document's language, and the others by group. */
export interface Offer {
  readonly fitting: readonly Snippet[];
  readonly others: readonly Snippet[];
}

/** What a project's system can be called with. `ids` leaves all other snippets out. */
export function snippetsFor(
  system: {
    readonly features: readonly Feature[];
    readonly credentials: readonly CredentialKind[];
  },
  language: string,
  ids?: readonly string[],
): Offer {
  const possible = snippets.filter(
    ({ id, feature, needs }) =>
      (ids === undefined || ids.includes(id)) &&
      (feature === undefined || system.features.includes(feature)) &&
      (needs === 'requestKey' ||
        needs.length === 0 ||
        needs.some((kind) => system.credentials.includes(kind))),
  );
  const fitting = possible.filter((snippet) => isAtHome(snippet.language, language));
  const others = groups.flatMap((group) =>
    possible.filter((snippet) => snippet.group === group && !fitting.includes(snippet)),
  );
  return { fitting, others };
}
