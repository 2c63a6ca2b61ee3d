import { SignJWT } from 'jose';
import { isSignedBy, readJwt } from './jwt';

/** Seconds that a minted token is good for: it is for development, and gets around. */
export const mintedLife = 300;

/** Claims beside the times; a token without `sub` names no user. */
export type MintedClaims = Readonly<Record<string, unknown>>;

/** A JWT signed with HS256, as GoTrue and Flux's gateway want it. `now` is in seconds since 1970. */
export function mintToken(claims: MintedClaims, secret: string, now: number): Promise<string> {
  const from = Math.floor(now);
  return new SignJWT({ ...claims, iat: from, exp: from + mintedLife })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(secret));
}

/** The claims of a token that was minted with this secret and is expired; undefined of any other. */
export async function claimsToMintAgain(
  token: string,
  secret: string,
  now: number,
): Promise<MintedClaims | undefined> {
  const { iat, exp, ...claims } = readJwt(token)?.claims ?? {};
  if (typeof iat !== 'number' || typeof exp !== 'number') return undefined;
  const isExpired = exp <= now;
  if (!isExpired || exp - iat !== mintedLife) return undefined;
  return (await isSignedBy(token, secret)) ? claims : undefined;
}
