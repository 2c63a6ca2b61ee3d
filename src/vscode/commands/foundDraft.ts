import type { Draft } from '../../core/detectProject';
import type { CredentialKind } from '../../core/model';
import { providerOf } from '../../providers';
import type { Given } from './projectDraft';
import type { FoundDraft } from './reviewDraft';

/** What a text told, as a draft to review. With a file, each value that stands there as it is stays there. */
export function foundDraft(found: Draft, file?: string): FoundDraft {
  const { provider, url, name, variables, notes } = found;
  // The likeliest system of several: the review shows it, and it can be changed there.
  const [likeliest] = found.candidates;
  const id = provider ?? likeliest;
  const kinds = (id === undefined ? undefined : providerOf(id))?.credentials.map(
    ({ kind }) => kind,
  );
  const values = (Object.entries(found.credentials) as [CredentialKind, string][]).filter(
    ([kind]) => kinds?.includes(kind) ?? true,
  );
  const given = values.map(([kind, value]): [CredentialKind, Given] => {
    const key = variables[kind];
    return file !== undefined && key !== undefined
      ? [kind, { from: 'dotenv', file, key }]
      : [kind, { from: 'typed', value }];
  });
  return {
    ...(id === undefined ? {} : { provider: providerOf(id) }),
    ...(url === undefined ? {} : { url }),
    ...(name === undefined ? {} : { name }),
    credentials: Object.fromEntries(given),
    notes,
  };
}
