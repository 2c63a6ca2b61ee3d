import { kindOf, nameOf } from '../core/credentialIds';
import type { CredentialId, ProviderId } from '../core/model';
import { fluxV1, fluxV2 } from './flux';
import { postgrest } from './postgrest';
import { powabase } from './powabase';
import type { CredentialField, Provider } from './provider';
import { supabase } from './supabase';

/** In the order that the picker offers them. */
const list: Readonly<Record<ProviderId, Provider>> = {
  powabase,
  supabase,
  'flux-v2': fluxV2,
  'flux-v1': fluxV1,
  postgrest,
};

export const providers: readonly Provider[] = Object.values(list);

export function providerOf(id: ProviderId): Provider {
  return list[id];
}

/** How a credential is presented; undefined where the provider has none of the kind. */
export function fieldOf({ credentials }: Provider, id: CredentialId): CredentialField | undefined {
  return credentials.find(({ kind }) => kind === kindOf(id));
}

/** `Secret Key`; one of several with its name, `Secret Key (mailer)`. `translate` is for the words that are ours. */
export function labelOf(
  provider: Provider,
  id: CredentialId,
  translate: (text: string) => string = (text) => text,
): string {
  const name = nameOf(id);
  const label = translate(fieldOf(provider, id)?.label ?? kindOf(id));
  return name === undefined ? label : `${label} (${name})`;
}
