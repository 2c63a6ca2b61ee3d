import { isKeyName, secretKeyNamed } from '../credentialIds';
import type { Message } from '../errors';
import { message, plain } from '../errors';
import { checkKeyFor, classifyKey } from '../keys';
import { checkTimes } from '../keyTimes';
import type { CredentialId, CredentialKind } from '../model';

/** A key as the API lists it; without its value where the token may not see it. */
export interface ListedKey {
  readonly name: string;
  readonly api_key?: string | null | undefined;
}

/** The keys that can be used, each at its place, and a sentence for each that cannot. */
export interface SortedKeys {
  readonly credentials: { readonly [Id in CredentialId]?: string };
  readonly notes: readonly Message[];
}

/** The one named `default` is the plain one of its kind; other secret keys keep their names. */
export function sortKeys(listed: readonly ListedKey[]): SortedKeys {
  const credentials: { [Id in CredentialId]?: string } = {};
  const notes: Message[] = [];
  const isDefault = ({ name }: ListedKey) => name === 'default';
  for (const key of listed.toSorted((a, b) => Number(isDefault(b)) - Number(isDefault(a)))) {
    const sorted = readKey(key);
    if (sorted.kind === 'unusable') notes.push(sorted.note);
    else if (credentials[sorted.id] === undefined) credentials[sorted.id] = sorted.value;
    else notes.push(message('The key "{0}" is left out: another one is used.', key.name));
  }
  return { credentials, notes };
}

type Sorted =
  | { readonly kind: 'usable'; readonly id: CredentialId; readonly value: string }
  | { readonly kind: 'unusable'; readonly note: Message };

function readKey({ name, api_key: value }: ListedKey): Sorted {
  // What is hidden comes as nothing, or with dots in place of its end.
  if (!value || !/^[\x21-\x7e]+$/.test(value)) {
    return unusable(
      'The key "{0}" was not revealed to this token. Copy it in the dashboard.',
      name,
    );
  }
  const kind = kindOfValue(value);
  if (kind === undefined) return unusable('The key "{0}" is of an unknown kind.', name);
  const problem = checkKeyFor(kind, value) ?? checkTimes(value);
  if (problem !== undefined)
    return unusable('The key "{0}" is left out: {1}', name, plain(problem));
  const isNamed = kind === 'secretKey' && name !== 'default' && isKeyName(name);
  return { kind: 'usable', id: isNamed ? secretKeyNamed(name) : kind, value };
}

function unusable(text: string, ...args: readonly string[]): Sorted {
  return { kind: 'unusable', note: message(text, ...args) };
}

function kindOfValue(value: string): CredentialKind | undefined {
  const key = classifyKey(value);
  if (key.kind === 'publishable') return 'publishableKey';
  if (key.kind === 'secret') return 'secretKey';
  if (key.kind !== 'jwt') return undefined;
  if (key.role === 'anon') return 'anonKey';
  return key.role === 'service_role' ? 'serviceRoleKey' : undefined;
}
