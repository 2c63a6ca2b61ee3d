import { idsOfKinds } from '../core/credentialIds';
import type { CredentialId, CredentialKind, Project } from '../core/model';
import type { Provider, ProviderRole } from './provider';

/** One way to be a role: what makes it so, and the key that the gateway wants beside it. */
export interface Way {
  readonly own?: CredentialId;
  readonly gateway?: CredentialId;
}

/** A value that stands in the headers of a request. */
export interface UsedCredential {
  readonly id: CredentialId;
  readonly value: string;
}

export interface Authentication {
  readonly headers: Readonly<Record<string, string>>;
  readonly used: readonly UsedCredential[];
}

/** Every way to be this role with what the project has; the first one is the default. */
export function waysOf(
  { credentials, gateway = [] }: ProviderRole,
  known: Project['credentials'],
): readonly Way[] {
  const [beside] = idsOfKinds(gateway, known);
  if (beside === undefined && gateway.length > 0) return [];
  const rest = beside === undefined ? {} : { gateway: beside };
  if (credentials.length === 0) return [rest];
  return idsOfKinds(credentials, known).map((own) => ({ own, ...rest }));
}

/** What the project lacks for this role; undefined when nothing. */
export function missingFor(
  role: ProviderRole,
  known: Project['credentials'],
): CredentialKind | undefined {
  return [role.credentials, role.gateway ?? []].find(
    (kinds) => kinds.length > 0 && idsOfKinds(kinds, known).length === 0,
  )?.[0];
}

/** The roles that requests can be sent as with what the project has; the first one is the default. */
export function rolesOf({ roles }: Provider, { credentials }: Project): readonly ProviderRole[] {
  return roles.filter((role) => waysOf(role, credentials).length > 0);
}

/** The headers of a role's requests; `read` gives the value of a credential. Undefined when one has no value. */
export async function authenticate(
  provider: Provider,
  { own, gateway }: Way,
  read: (id: CredentialId) => Promise<string | undefined>,
): Promise<Authentication | undefined> {
  const used: UsedCredential[] = [];
  for (const id of [gateway, own]) {
    const value = id === undefined ? undefined : await read(id);
    if (id !== undefined && value === undefined) return undefined;
    if (id !== undefined && value !== undefined) used.push({ id, value });
  }
  const [first, second] = used;
  return { headers: first ? provider.headers(first.value, second?.value) : {}, used };
}
