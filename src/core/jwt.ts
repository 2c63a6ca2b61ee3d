import { decodeJwt, decodeProtectedHeader } from 'jose';

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
