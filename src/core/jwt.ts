import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';

/** What a JWT says of itself; nothing is verified. */
export interface Jwt {
  readonly algorithm: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Undefined when the text is not a JWT. */
export function readJwt(text: string): Jwt | undefined {
  try {
    const jwt = text.trim();
    return { algorithm: decodeProtectedHeader(jwt).alg ?? '', claims: decodeJwt(jwt) };
  } catch {
    return undefined;
  }
}

/** HS256 alone: Powabase, legacy Supabase and Flux sign with nothing else. Times are not looked at. */
export async function isSignedBy(jwt: string, secret: string): Promise<boolean> {
  const key = new TextEncoder().encode(secret);
  const anyTime = { currentDate: new Date(0), clockTolerance: Number.MAX_SAFE_INTEGER };
  return jwtVerify(jwt, key, { algorithms: ['HS256'], ...anyTime }).then(
    () => true,
    () => false,
  );
}
