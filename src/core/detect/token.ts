import { classifyKey } from '../keys';
import type { CredentialKind, ProviderId } from '../model';
import { readAddress } from './address';
import type { Origin } from './database';

/** A key or token by its form. */
export type Token =
  | {
      readonly kind: 'credential';
      readonly credential: CredentialKind;
      readonly origin: Origin;
      readonly form: 'opaque' | 'jwt';
    }
  /** Opens an account: Supabase's `sbp_`, Flux's `flx_`. */
  | { readonly kind: 'account'; readonly system: 'supabase' | 'flux' };

/** Reads a key's form and claims, without verifying them; undefined when it has no form that tells. */
export function readToken(text: string, named?: CredentialKind): Token | undefined {
  const key = classifyKey(text);
  switch (key.kind) {
    case 'publishable':
    case 'secret': {
      const credential = key.kind === 'secret' ? 'secretKey' : 'publishableKey';
      return !/^sb_[a-z]+_[\w-]{20}/.test(text)
        ? undefined
        : { kind: 'credential', credential, origin: { providers: ['supabase'] }, form: 'opaque' };
    }
    case 'accountToken':
      return { kind: 'account', system: text.startsWith('sbp_') ? 'supabase' : 'flux' };
    case 'jwt': {
      const credential = credentialOf(key.role, key.subject, named);
      return credential === undefined
        ? undefined
        : { kind: 'credential', credential, origin: originOf(key), form: 'jwt' };
    }
    case 'databaseUrl':
    case 'url':
    case 'unknown':
      return undefined;
  }
}

function credentialOf(
  role: string | undefined,
  subject: string | undefined,
  named: CredentialKind | undefined,
): CredentialKind | undefined {
  if (role === 'anon') return 'anonKey';
  if (role === 'service_role') return 'serviceRoleKey';
  if (subject !== undefined || role === 'authenticated') return 'userToken';
  return named === 'anonKey' || named === 'serviceRoleKey' || named === 'userToken'
    ? named
    : undefined;
}

interface Claims {
  readonly role?: string;
  readonly ref?: string;
  readonly issuer?: string;
}

function originOf({ role = '', ref, issuer }: Claims): Origin {
  if (issuer === 'supabase-demo') return { providers: ['supabase'] };
  if (ref !== undefined && /^[a-z]{20}$/.test(ref)) {
    return { providers: ['supabase'], url: `https://${ref}.supabase.co` };
  }
  const address = issuer === undefined ? undefined : readAddress(issuer);
  if (address?.kind === 'project') return { providers: address.providers, url: address.url };
  if (issuer === 'supabase') return { providers: ['powabase', 'supabase'] };
  if (/^t_[a-f0-9]{12}_role$/.test(role)) return { providers: ['flux-v2'] };
  const keys: readonly ProviderId[] = ['flux-v1', 'powabase', 'supabase'];
  return { providers: role === 'anon' || role === 'service_role' ? keys : [] };
}
