import type { Message } from '../errors';
import { message, plain } from '../errors';
import { checkKeyFor, classifyKey } from '../keys';
import type { NamedKey } from './account';

/** A key as the API lists it; without its value where the token may not see it. */
export interface ListedKey {
  readonly name: string;
  readonly api_key?: string | null | undefined;
}

/** The keys that can be used, and a sentence for each that cannot. */
export interface SortedKeys {
  readonly keys: readonly NamedKey[];
  readonly notes: readonly Message[];
}

/** The preferred ones of each kind first: today's keys before the older JWTs, the one named `default` before others. */
export function sortKeys(listed: readonly ListedKey[]): SortedKeys {
  const sorted = listed.map(readKey);
  const keys = sorted.flatMap((each) => (each.kind === 'usable' ? [each.key] : []));
  return {
    keys: keys.toSorted((a, b) => rank(a) - rank(b)),
    notes: sorted.flatMap((each) => (each.kind === 'unusable' ? [each.note] : [])),
  };
}

type Sorted =
  | { readonly kind: 'usable'; readonly key: NamedKey }
  | { readonly kind: 'unusable'; readonly note: Message };

function readKey({ name, api_key: value }: ListedKey): Sorted {
  // What is hidden comes as nothing, or with dots in place of its end.
  if (!value || !/^[\x21-\x7e]+$/.test(value)) {
    return unusable(
      'The key "{0}" was not revealed to this token. Copy it in the dashboard.',
      name,
    );
  }
  const kind = kindOf(value);
  if (kind === undefined) return unusable('The key "{0}" is of an unknown kind.', name);
  const problem = checkKeyFor(kind, value);
  if (problem !== undefined)
    return unusable('The key "{0}" is left out: {1}', name, plain(problem));
  return { kind: 'usable', key: { kind, name, value } };
}

function unusable(text: string, ...args: readonly string[]): Sorted {
  return { kind: 'unusable', note: message(text, ...args) };
}

function kindOf(value: string): NamedKey['kind'] | undefined {
  const key = classifyKey(value);
  if (key.kind === 'publishable') return 'anonKey';
  if (key.kind === 'secret') return 'serviceRoleKey';
  if (key.kind !== 'jwt') return undefined;
  if (key.role === 'anon') return 'anonKey';
  return key.role === 'service_role' ? 'serviceRoleKey' : undefined;
}

function rank({ name, value }: NamedKey): number {
  return (value.startsWith('sb_') ? 0 : 2) + (name === 'default' ? 0 : 1);
}
