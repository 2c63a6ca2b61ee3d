import * as vscode from 'vscode';
import { idsIn } from '../../core/credentialIds';
import type { Draft } from '../../core/detectProject';
import type { CredentialId } from '../../core/model';
import { fieldOf, providerOf } from '../../providers';
import type { Given } from './projectDraft';
import type { FoundDraft } from './reviewDraft';

/** What a text told, as a draft to review. With a file, each value that stands there as it is stays there. */
export function foundDraft(found: Draft, file?: string): FoundDraft {
  const { provider, url, name, variables, notes } = found;
  // The likeliest system of several: the review shows it, and it can be changed there.
  const [likeliest] = found.candidates;
  const id = provider ?? likeliest;
  const values = idsIn(found.credentials).filter(
    (one) => id === undefined || fieldOf(providerOf(id), one) !== undefined,
  );
  const given = values.map((one): [CredentialId, Given] => {
    const key = variables[one];
    return file !== undefined && key !== undefined
      ? [one, { from: 'dotenv', file, key }]
      : [one, { from: 'typed', value: found.credentials[one] ?? '' }];
  });
  return {
    ...(id === undefined ? {} : { provider: providerOf(id) }),
    ...(url === undefined ? {} : { url }),
    ...(name === undefined ? {} : { name }),
    ...(found.restSchema === undefined ? {} : { restSchema: found.restSchema }),
    credentials: Object.fromEntries(given),
    notes,
  };
}

/** The system of a project that was found, or the two that it likeliest is of. */
export function systemOf({ provider, candidates }: Draft): string {
  const [first, second] = provider === undefined ? candidates : [provider];
  if (first === undefined) return '';
  const { label } = providerOf(first);
  return second === undefined
    ? label
    : vscode.l10n.t('{0} or {1}', label, providerOf(second).label);
}
