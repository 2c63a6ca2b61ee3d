import type { CredentialKind } from '../model';

/** The system that a variable's name speaks of. */
export type System = 'powabase' | 'supabase' | 'flux' | 'postgrest';

/** What a variable's name says about its value. */
export interface Meaning {
  readonly role?: 'url' | 'restSchema' | CredentialKind;
  readonly system?: System;
  /** It names an address beside the project's own: a page about it, the app that uses it. */
  readonly elsewhere: boolean;
  /** A build tool hands the variable to browsers. */
  readonly exposed: boolean;
  /** Equal for the variables of one project: `FLUX_V2` for `FLUX_V2_URL`, `PROD_SUPABASE` for `SUPABASE_URL_PROD`. */
  readonly group: string;
}

const buildTools =
  /^(?:NEXT_PUBLIC|VITE|EXPO_PUBLIC|NUXT_PUBLIC|NUXT|PUBLIC|REACT_APP|GATSBY|VUE_APP|NG_APP|ASTRO_PUBLIC|TAURI|PARCEL)_(?=.)/;

const systems: readonly (readonly [System, RegExp])[] = [
  ['powabase', /(?:^|_)(?:POWABASE|PB)(?:_|$)/],
  ['supabase', /(?:^|_)SUPABASE(?:_|$)/],
  ['flux', /(?:^|_)FLUX(?:_|$)/],
  ['postgrest', /(?:^|_)(?:POSTGREST|PGRST)(?:_|$)/],
];

/** Beside the project's own: places in it, and pages about it. */
const otherAddress =
  /(?:^|_)(?:STUDIO|DASHBOARD|REDIRECT|CALLBACK|SITE|APP|WEBHOOK|ISSUER|JWKS|MAILPIT|INBUCKET|API_BASE)(?:_UR[IL]|_BASE|_ORIGIN)?$/;

const roles: readonly (readonly [NonNullable<Meaning['role']>, RegExp])[] = [
  ['jwtSecret', /(?:^|_)JWT_SECRET$/],
  ['restSchema', /(?:^|_)(?:DB_SCHEMAS?|POSTGREST_SCHEMA)$|^(?:ACCEPT|CONTENT)_PROFILE$/],
  ['databaseUrl', /(?:^|_)(?:DATABASE|DB|POSTGRES|DIRECT)(?:_\w+)?$|CONNECTION_STRING/],
  ['serviceRoleKey', /(?:^|_)SERVICE(?:_ROLE)?(?:_SECRET)?_KEY$|(?:^|_)SERVICE_ROLE$/],
  [
    'anonKey',
    /(?:^|_)(?:ANON(?:_PUBLISHABLE|_PUBLIC)?|PUBLISHABLE(?:_DEFAULT)?|PUBLIC_ANON)(?:_KEY)?$/,
  ],
  ['userToken', /(?:^|_)(?:BEARER|USER|ACCESS|PROJECT)_(?:TOKEN|JWT)$|^AUTHORIZATION$/],
  [
    'url',
    /(?:^|_)(?:API_|PROJECT_|BASE_|PUBLIC_|SERVICE_|KONG_|EXTERNAL_)*(?:URL|ENDPOINT|ORIGIN)$/,
  ],
];

/** The words that tell roles and not projects apart. */
const roleWords = new Set(
  'URL URI KEY SCHEMA SCHEMAS ANON SERVICE ROLE SECRET PUBLISHABLE PUBLIC DEFAULT JWT DATABASE DB POSTGRES PRISMA TOKEN USER BEARER ACCESS PROJECT API BASE HOST ENDPOINT DIRECT NON POOLING CONNECTION STRING STRINGS SERVER GATEWAY KONG EXTERNAL AUTHORIZATION APIKEY'.split(
    ' ',
  ),
);

/** Reads a variable's name, a key of JSON or YAML, a header or a label of Studio. */
export function meaningOf(name: string): Meaning {
  const whole = canonical(name);
  const bare = whole.replace(buildTools, '');
  const system = systems.find(([, pattern]) => pattern.test(bare))?.[0];
  const role = roleOf(bare, system);
  return {
    ...(role === undefined ? {} : { role }),
    ...(system === undefined ? {} : { system }),
    elsewhere: otherAddress.test(bare),
    exposed: bare !== whole,
    group: bare
      .split('_')
      .filter((word) => !roleWords.has(word))
      .join('_'),
  };
}

function roleOf(name: string, system: System | undefined): Meaning['role'] {
  if (otherAddress.test(name)) return undefined;
  // Too many frameworks have a SECRET_KEY of their own.
  if (system !== undefined && /_SECRET_KEY$/.test(name)) return 'serviceRoleKey';
  if (system !== undefined && /_(?:URL|ENDPOINT|ORIGIN)(?:_|$)/.test(name)) {
    return /(?:^|_)(?:DATABASE|DB|POSTGRES|DIRECT)_/.test(name) ? 'databaseUrl' : 'url';
  }
  return roles.find(([, pattern]) => pattern.test(name))?.[0];
}

/** `projectJwtSecret`, `service_role key` and `Service Role (Secret) Key` as variables are written. */
function canonical(name: string): string {
  return name
    .slice(-120)
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase();
}
