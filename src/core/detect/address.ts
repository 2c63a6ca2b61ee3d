import { asFailure, type Message, message } from '../errors';
import type { ProviderId } from '../model';
import { checkProjectUrl } from '../projectUrl';

/** What a URL is to us. */
export type Address =
  | ProjectAddress
  /** A page or host that belongs to a system but names no project. */
  | { readonly kind: 'page'; readonly sentence: Message }
  /** Http, and nothing more is known: perhaps a project at a domain of its own. */
  | { readonly kind: 'unknown'; readonly url: string; readonly isOrigin: boolean };

/** The URL of a project, or one that leads to it. */
export interface ProjectAddress {
  readonly kind: 'project';
  readonly url: string;
  /** Those it may be of, the likeliest first; none when nothing tells. */
  readonly providers: readonly ProviderId[];
  readonly ref?: string;
  readonly name?: string;
  /** What is assumed in it. */
  readonly note?: Message;
}

const selfHosted = ['powabase', 'supabase'] as const;
const flux = ['flux-v2', 'flux-v1'] as const;
/** Where Flux's projects are unless somebody runs their own. */
export const defaultFluxDomain = 'vsl-base.com';

const compareWithStudio = message(
  'The address was made from that of a Studio page. Compare it with the Project URL that its Connect button shows.',
);
const placeholder = /^(?:your\b.*|my-?project.*|project-?(?:ref|id)|ref|x{3,}|placeholder)$/;

/** Tells what an http(s) URL leads to; undefined for anything else. */
export function readAddress(text: string): Address | undefined {
  if (text.length > 2048 || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (placeholder.test(url.hostname.split('.')[0]?.replace(/^api--/, '') ?? '')) return undefined;
  return (
    readPowabase(url) ??
    readSupabase(url) ??
    readFlux(url) ??
    (ownPages.test(url.hostname) ? undefined : readSelfHosted(url)) ??
    readOther(text, url)
  );
}

/** The URL of the project with that reference. */
export function hostedUrl(provider: 'powabase' | 'supabase', ref: string): string {
  return provider === 'powabase' ? `https://${ref}.p.powabase.ai` : `https://${ref}.supabase.co`;
}

/** `https://api--<slug>--<hash>.<domain>`. */
export function fluxAddress(
  slug: string,
  hash: string,
  domain: string,
): ProjectAddress | undefined {
  if (!/^[a-z0-9-]+$/.test(slug) || !/^[a-f0-9]{7}$/.test(hash)) return undefined;
  return {
    kind: 'project',
    url: `https://api--${slug}--${hash}.${domain}`,
    providers: flux,
    name: slug,
    note: message(
      'The address was made with the base domain {0}. Compare it with what `flux list` prints.',
      domain,
    ),
  };
}

function readPowabase({ hostname, pathname }: URL): Address | undefined {
  const [, ref] = /^([a-z0-9][a-z0-9-]*)\.p\.powabase\.ai$/.exec(hostname) ?? [];
  if (ref !== undefined && ref !== 'db') {
    return { kind: 'project', url: hostedUrl('powabase', ref), providers: ['powabase'], ref };
  }
  const [, shown] = /^\/project\/([a-z0-9][a-z0-9-]*)/.exec(pathname) ?? [];
  if (hostname !== 'app.powabase.ai' || shown === undefined) return undefined;
  return {
    kind: 'project',
    url: hostedUrl('powabase', shown),
    providers: ['powabase'],
    ref: shown,
    note: compareWithStudio,
  };
}

function readSupabase({ hostname, pathname, search }: URL): Address | undefined {
  const [, label = '', service, domain] =
    /^(?:db\.)?([a-z0-9-]+)(\.(?:functions|storage|realtime))?\.supabase\.(co|red|in)$/.exec(
      hostname,
    ) ?? [];
  if (domain !== undefined) {
    const ref = /^[a-z]{20}$/.test(label) ? { ref: label } : {};
    const url =
      service === undefined || domain === 'co'
        ? `https://${label}.supabase.${domain}`
        : hostedUrl('supabase', label);
    return { kind: 'project', url, providers: ['supabase'], ...ref };
  }
  if (!/^(?:(?:app|api|mcp)\.)?supabase\.(?:com|io)$/.test(hostname)) return undefined;
  const [, ref] =
    /(?:\/projects?\/|[?&]project_ref=)([a-z]{20})(?![a-z])/.exec(pathname + search) ?? [];
  if (ref === undefined) return undefined;
  return { kind: 'project', url: hostedUrl('supabase', ref), providers: ['supabase'], ref };
}

function readFlux(url: URL): Address | undefined {
  const { hostname, searchParams } = url;
  const [, slug, hash] =
    /^api--([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)--([a-z0-9]{7})\.[a-z0-9.-]+$/.exec(hostname) ??
    /^api\.([a-z0-9-]+)\.([a-f0-9]{7})\.[a-z0-9.-]+$/.exec(hostname) ??
    /^([a-z0-9-]+)-([a-f0-9]{7})\.vsl-base\.com$/.exec(hostname) ??
    [];
  if (slug !== undefined && hash !== undefined) {
    return { kind: 'project', url: url.origin, providers: flux, name: slug };
  }
  const [, base] = /^flux\.([a-z0-9.-]+)$/.exec(hostname) ?? [];
  const given = [searchParams.get('slug'), searchParams.get('hash')].map(
    (part) => part?.trim().toLowerCase() ?? '',
  );
  return base === undefined ? undefined : fluxAddress(given[0] ?? '', given[1] ?? '', base);
}

/** Ports and paths that stacks on one's own machine or domain have. */
function readSelfHosted(url: URL): Address | undefined {
  const { protocol, hostname, port, pathname, searchParams, origin } = url;
  const local = /^(?:localhost|127\..*|\[::1\]|0\.0\.0\.0)$/.test(hostname);
  if (local && /^5432[13]$/.test(port)) {
    const api = `${protocol}//${hostname}:54321`;
    const note = port === '54323' ? { note: compareWithStudio } : {};
    return { kind: 'project', url: api, providers: ['supabase'], ...note };
  }
  const studio = /^\/project\/[a-z0-9-]+(?:\/|$)/.test(pathname) || searchParams.has('showConnect');
  if (studio || ((local || isAddress(hostname)) && /^8(?:000|443)$/.test(port))) {
    return { kind: 'project', url: origin, providers: selfHosted };
  }
  const [, before = ''] = /^(.*)\/(?:rest|auth|storage|realtime)\/v1(?:\/|$)/.exec(pathname) ?? [
    undefined,
  ];
  if (before !== '' || /^\/(?:rest|auth|storage|realtime)\/v1(?:\/|$)/.test(pathname)) {
    return { kind: 'project', url: origin + before, providers: selfHosted };
  }
  if (/^\/(?:functions|graphql)\/v1(?:\/|$)/.test(pathname)) {
    return { kind: 'project', url: origin, providers: ['supabase'] };
  }
  if (
    /^\/api\/(?:agents|sources|knowledge-bases|workflows|orchestrations)(?:\/|$)/.test(pathname)
  ) {
    return { kind: 'project', url: origin, providers: ['powabase'] };
  }
  return undefined;
}

function isAddress(hostname: string): boolean {
  return /^[\d.]+$|^\[/.test(hostname);
}

const ownPages = /(?:^|\.)(?:powabase\.ai|supabase\.(?:com|io|co|red|in)|vsl-base\.com)$/;

function readOther(text: string, { hostname, origin, pathname, search }: URL): Address {
  try {
    const url = checkProjectUrl(text);
    if (!ownPages.test(hostname)) {
      return {
        kind: 'unknown',
        url: origin,
        isOrigin: pathname === '/' && search === '' && url === origin,
      };
    }
  } catch (error) {
    return { kind: 'page', sentence: asFailure(error).sentence };
  }
  return {
    kind: 'page',
    sentence: message(
      'This is a page about a system, not a project’s address. Paste the Project URL that the Connect button shows.',
    ),
  };
}
