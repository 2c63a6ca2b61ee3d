import type { CredentialKind } from '../model';
import type { SnippetContext } from './snippet';

/** A value that code about a project takes from somewhere. */
export type Slot = 'url' | CredentialKind;

/** The keys that may be in a client; every other credential stays on a server. */
export const publicKinds: readonly CredentialKind[] = ['publishableKey', 'anonKey'];

/** What a client library of a project is made with. */
export const projectKeys: readonly CredentialKind[] = [
  'publishableKey',
  'anonKey',
  'secretKey',
  'serviceRoleKey',
];

export function isPublic(slot: Slot): boolean {
  return slot === 'url' || publicKinds.includes(slot);
}

/** What code calls the value, where it does not use the variable's name. */
export function nameOf(slot: Slot): string {
  switch (slot) {
    case 'url':
      return 'baseUrl';
    case 'userToken':
    case 'accessToken':
      return 'token';
    case 'jwtSecret':
      return 'secret';
    case 'databaseUrl':
      return 'databaseUrl';
    case 'publishableKey':
    case 'secretKey':
    case 'anonKey':
    case 'serviceRoleKey':
      return 'apiKey';
  }
}

/** The environment variable, with the prefix that lets a client see it where a client must. */
export function variableOf(context: SnippetContext, slot: Slot): string {
  const { client, framework } = context;
  const name = context.variables[slot] ?? screaming(slot);
  const isPrefixed = isPublic(slot) && (client || framework.onServer?.prefixed);
  return isPrefixed ? framework.publicPrefix + name : name;
}

/** What is written down; undefined where the environment has it. */
export function writtenValue(context: SnippetContext, slot: Slot): string | undefined {
  if (context.source === 'environment') return undefined;
  const known = slot === 'url' ? context.url : context.values[slot];
  const shown = context.source === 'written' || isPublic(slot);
  return (shown ? known : undefined) ?? placeholderFor(slot);
}

/** The sentence for who runs code in an environment that lacks these variables. */
export function whatToSet(context: SnippetContext, slots: readonly Slot[]): string {
  const names = slots.map((slot) => variableOf(context, slot));
  return `Set ${[names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' and ')}.`;
}

/** Letters and hyphens: nothing has to quote it. */
export function placeholderFor(slot: Slot): string {
  return slot === 'url' ? 'YOUR-PROJECT-URL' : `YOUR-${screaming(slot).replaceAll('_', '-')}`;
}

/** The slots that a request takes its values from, each once. */
export function requestSlots({ headers }: SnippetContext): readonly Slot[] {
  return [...new Set<Slot>(['url', ...headers.map(({ credential }) => credential)])];
}

function screaming(slot: Slot): string {
  return slot.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
