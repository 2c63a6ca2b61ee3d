import type { ConnectionParts } from '../connectionStrings/parts';
import type { ProviderId } from '../model';
import { hostedUrl } from './address';

/** Whose project a key, a token or a database belongs to, as far as it tells. */
export interface Origin {
  /** Those it may be of, the likeliest first; none when nothing tells. */
  readonly providers: readonly ProviderId[];
  /** The project's URL, where it can be told. */
  readonly url?: string;
}

/** What a database's host and user tell of its project. */
export function originOfDatabase({ host, port, user, options }: ConnectionParts): Origin {
  const server = host.toLowerCase();
  const [, direct] = /^db\.([a-z]{20})\.supabase\.(?:co|red|in)$/.exec(server) ?? [];
  const pooled = server.endsWith('.pooler.supabase.com');
  const [, named] = pooled ? (/\.([a-z]{20})$/.exec(user) ?? []) : [];
  const [, reference] = pooled ? (/reference=([a-z]{20})\b/.exec(options ?? '') ?? []) : [];
  const ref = direct ?? named ?? reference;
  if (ref !== undefined) return { providers: ['supabase'], url: hostedUrl('supabase', ref) };
  if (pooled) return { providers: ['supabase'] };
  if (server === 'db.p.powabase.ai') {
    return /^[a-z0-9][a-z0-9-]*$/.test(user)
      ? { providers: ['powabase'], url: hostedUrl('powabase', user) }
      : { providers: ['powabase'] };
  }
  if (/^flux_temp_(?:ro|rw)_[a-f0-9]{7}_/.test(user)) return { providers: ['flux-v2'] };
  const local = /^(?:localhost|127\..*|::1)$/.test(server);
  if (local && port === 15432) return { providers: ['flux-v1', 'flux-v2'] };
  return local && port === 54322
    ? { providers: ['supabase'], url: `http://${server === '::1' ? '[::1]' : server}:54321` }
    : { providers: [] };
}
