import { type CredentialId, type CredentialKind, credentialKinds } from './model';

const namedKey = 'secretKey:';
/** What dashboards allow in the name of a key, and a little more. */
const keyName = /^[\w][\w .-]{0,63}$/;

export function isCredentialId(text: string): text is CredentialId {
  if (text.startsWith(namedKey)) return isKeyName(text.slice(namedKey.length));
  return (credentialKinds as readonly string[]).includes(text);
}

export function isKeyName(text: string): boolean {
  return keyName.test(text);
}

export function secretKeyNamed(name: string): CredentialId {
  return `${namedKey}${name}`;
}

export function kindOf(id: CredentialId): CredentialKind {
  return id.startsWith(namedKey) ? 'secretKey' : (id as CredentialKind);
}

/** The name of a secret key that is one of several. */
export function nameOf(id: CredentialId): string | undefined {
  return id.startsWith(namedKey) ? id.slice(namedKey.length) : undefined;
}

/** The credentials of these kinds in the order given; of several keys the plain one, then by name. */
export function idsOfKinds(
  kinds: readonly CredentialKind[],
  credentials: { readonly [Id in CredentialId]?: unknown },
): readonly CredentialId[] {
  const ids = idsIn(credentials);
  return kinds.flatMap((kind) => ids.filter((id) => kindOf(id) === kind));
}

/** The ids of a record by credential, in the order of their kinds; named keys by name after the plain one. */
export function idsIn(credentials: { readonly [Id in CredentialId]?: unknown }): CredentialId[] {
  const ids = Object.keys(credentials).filter(isCredentialId);
  const rank = (id: CredentialId) => credentialKinds.indexOf(kindOf(id));
  return ids.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b, 'en', { numeric: true }));
}
