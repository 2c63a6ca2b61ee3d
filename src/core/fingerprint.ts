/** The SHA-256 of a text, in 64 hexadecimal digits. */
export async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Tells which key was used without telling the key: the first eight hexadecimal digits of its SHA-256. */
export async function fingerprintOf(secret: string): Promise<string> {
  return (await sha256(secret)).slice(0, 8);
}
