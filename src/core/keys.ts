import { decodeJwt } from 'jose';
import { parseUri } from './connectionStrings/parts';
import { asFailure, type Message, message } from './errors';
import type { CredentialKind } from './model';

/** What a text is by its form; a JWT is read, not verified. */
export type Key =
  | { readonly kind: 'publishable' }
  | { readonly kind: 'secret' }
  | {
      readonly kind: 'jwt';
      readonly role?: string;
      /** Supabase's project reference. */
      readonly ref?: string;
      readonly issuer?: string;
      readonly subject?: string;
      /** Seconds since 1970, as the one below. */
      readonly expires?: number;
      readonly notBefore?: number;
    }
  /** Reaches an account (Supabase's `sbp_`, Flux's `flx_`), not a project. */
  | { readonly kind: 'accountToken' }
  | { readonly kind: 'databaseUrl' }
  | { readonly kind: 'url' }
  | { readonly kind: 'unknown' };

export function classifyKey(text: string): Key {
  const key = text.trim();
  if (/^sb_publishable_/.test(key)) return { kind: 'publishable' };
  if (/^sb_secret_/.test(key)) return { kind: 'secret' };
  if (/^(?:sbp_|flx_)/.test(key)) return { kind: 'accountToken' };
  if (/^postgres(?:ql)?:/i.test(key)) return { kind: 'databaseUrl' };
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(key)) return { kind: 'url' };
  return classifyJwt(key);
}

function classifyJwt(key: string): Key {
  if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(key)) return { kind: 'unknown' };
  try {
    const { role, ref, iss, sub, exp, nbf } = decodeJwt(key);
    return {
      kind: 'jwt',
      ...(typeof role === 'string' ? { role } : {}),
      ...(typeof ref === 'string' ? { ref } : {}),
      ...(typeof iss === 'string' ? { issuer: iss } : {}),
      ...(typeof sub === 'string' ? { subject: sub } : {}),
      ...(typeof exp === 'number' ? { expires: exp } : {}),
      ...(typeof nbf === 'number' ? { notBefore: nbf } : {}),
    };
  } catch {
    return { kind: 'unknown' };
  }
}

/** The kind that a key in today's place is: the older JWT is taken there too. */
export function kindOfKey(kind: CredentialKind, text: string): CredentialKind {
  const key = classifyKey(text);
  if (key.kind !== 'jwt') return kind;
  if (kind === 'publishableKey' && key.role === 'anon') return 'anonKey';
  return kind === 'secretKey' && key.role === 'service_role' ? 'serviceRoleKey' : kind;
}

/**
 * Why this text cannot be that credential, in a sentence that does not repeat it; undefined when it can be.
 * With `anyRole` a user token need not name a user. An unknown form is let pass: servers decide what their keys look
 * like. Whether the time of a JWT is over is another question, that of `checkTimes`.
 */
export function checkKeyFor(
  kind: CredentialKind,
  text: string,
  anyRole = false,
): Message | undefined {
  const value = text.trim();
  if (value === '') return message('Paste a value, or leave this step with Escape.');
  if (kind === 'databaseUrl') return checkDatabaseUrl(value);
  if (/\s/.test(value)) {
    return message('A key has no spaces and no line breaks. Copy it again, whole and alone.');
  }
  const key = classifyKey(value);
  switch (key.kind) {
    case 'url':
      return message('This is a URL, not a key. Paste the key itself.');
    case 'databaseUrl':
      return message('This is a Database URL, not a key. Paste the key itself.');
    case 'accountToken':
      if (kind === 'accessToken') return undefined;
      return message('This token opens an account, not a project. Paste the key of the project.');
    case 'publishable':
    case 'secret':
      return checkOpaque(kind, key.kind);
    case 'jwt':
      return checkJwt(kind, key, anyRole);
    case 'unknown':
      return checkUnknown(kind, value);
  }
}

/**
 * Why this key is not of the project with that URL, by the `ref` or the issuer that it names; undefined where it
 * names none, or this one.
 */
export function checkProjectOf(text: string, projectUrl: string): Message | undefined {
  const key = classifyKey(text.trim());
  if (key.kind !== 'jwt') return undefined;
  const { hostname, origin } = new URL(projectUrl);
  const hosted = /^([a-z]{20})\.supabase\.(?:co|red)$/.exec(hostname)?.[1];
  if (hosted !== undefined && key.ref !== undefined && key.ref !== hosted)
    return ofAnother(key.ref);
  if (key.issuer === undefined || !URL.canParse(key.issuer)) return undefined;
  const issuer = new URL(key.issuer);
  return issuer.origin === origin ? undefined : ofAnother(issuer.host);
}

function ofAnother(project: string): Message {
  return message('This key belongs to another project: {0}.', project);
}

const notSecretEnough = message(
  'This is the anon (publishable) key. Paste the service role (secret) key here.',
);
const tooSecret = message(
  'This is a service role (secret) key: it must never be used as the public one. Paste the anon (publishable) key here.',
);
const notTheJwtSecret = message(
  'This is a key or a token, not the JWT secret that signs them. Paste the JWT secret.',
);
const notAUserToken = message(
  'This is a key of a project, not a user’s token. Paste a JWT that names the user in `sub`.',
);

const notPublishable = message(
  'This is a legacy JWT key. Paste the key that begins with sb_publishable_, or set this one as the anon key.',
);
const notASecretKey = message(
  'This is a legacy JWT key. Paste the key that begins with sb_secret_, or set this one as the service role key.',
);
const notAnAccessToken = message(
  'This is a key of a project. Paste the access token of your account.',
);

function checkDatabaseUrl(value: string): Message | undefined {
  try {
    parseUri(value);
    return undefined;
  } catch (error) {
    return asFailure(error).sentence;
  }
}

function checkOpaque(kind: CredentialKind, given: 'publishable' | 'secret'): Message | undefined {
  if (kind === 'jwtSecret') return notTheJwtSecret;
  if (kind === 'userToken') return notAUserToken;
  if (kind === 'accessToken') return notAnAccessToken;
  const isPublic = kind === 'anonKey' || kind === 'publishableKey';
  if (isPublic && given === 'secret') return tooSecret;
  if (!isPublic && given === 'publishable') return notSecretEnough;
  return undefined;
}

function checkJwt(
  kind: CredentialKind,
  key: Extract<Key, { kind: 'jwt' }>,
  anyRole: boolean,
): Message | undefined {
  if (kind === 'jwtSecret') return notTheJwtSecret;
  if (kind === 'accessToken') return notAnAccessToken;
  const isUsers = kind !== 'userToken' && key.role === 'authenticated';
  if (isUsers) return message('This is the token of a signed-in user, not a key of the project.');
  if (kind === 'publishableKey') {
    return key.role === 'service_role' ? tooSecret : notPublishable;
  }
  if (kind === 'secretKey') return key.role === 'anon' ? notSecretEnough : notASecretKey;
  if (kind === 'anonKey' && key.role === 'service_role') return tooSecret;
  if (kind === 'serviceRoleKey' && key.role === 'anon') return notSecretEnough;
  if (kind === 'userToken' && key.subject === undefined && !anyRole) return notAUserToken;
  return undefined;
}

function checkUnknown(kind: CredentialKind, value: string): Message | undefined {
  if (kind === 'jwtSecret') return undefined;
  if (kind === 'accessToken') {
    return message('An access token begins with sbp_ (Supabase) or flx_ (Flux). Copy it again.');
  }
  if (value.startsWith('eyJ') || kind === 'userToken') {
    return message('This is not a whole JWT: it has three parts with dots between. Copy it again.');
  }
  if (/^sb_/.test(value) || kind === 'publishableKey' || kind === 'secretKey') {
    return message('This is not a whole key: sb_publishable_… or sb_secret_…. Copy it again.');
  }
  return undefined;
}
