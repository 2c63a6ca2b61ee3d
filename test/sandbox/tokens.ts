import { randomBytes } from 'node:crypto';
import type { JWTPayload } from 'jose';

/** Claims of a token, in the order in which they are written. */
export type Claims = JWTPayload;

/** A JWT signed with HS256. The same claims and secret give the same token. */
export async function sign(claims: Claims, secret: string): Promise<string> {
  const { SignJWT } = await import('jose');
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(secret));
}

/** What there is to say about a token. */
export type Verdict =
  | { readonly kind: 'valid'; readonly claims: Claims }
  | { readonly kind: 'expired' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'wrong algorithm' }
  | { readonly kind: 'wrong signature' };

/** Checks form, algorithm (HS256 alone), signature and `exp` of a token. */
export async function verify(token: string, secret: string): Promise<Verdict> {
  const { jwtVerify, errors } = await import('jose');
  try {
    const options = { algorithms: ['HS256'] };
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), options);
    return { kind: 'valid', claims: payload };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { kind: 'expired' };
    if (error instanceof errors.JOSEAlgNotAllowed) return { kind: 'wrong algorithm' };
    if (error instanceof errors.JWSSignatureVerificationFailed) return { kind: 'wrong signature' };
    return { kind: 'malformed' };
  }
}

/** Now, in the seconds that claims count in. */
export const now = () => Math.floor(Date.now() / 1000);

/** A secret of 40 characters that need no escaping anywhere. */
export const newSecret = () => randomBytes(30).toString('base64url');
