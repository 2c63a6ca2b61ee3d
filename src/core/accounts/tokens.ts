import { type Message, message } from '../errors';
import { sha256 } from '../fingerprint';
import { classifyKey } from '../keys';

/** Supabase's CLI accepts the same form. Undefined when the text has it. */
export function checkSupabaseToken(text: string): Message | undefined {
  const token = text.trim();
  if (/^sbp_(?:v0_|oauth_)?[a-f\d]{40}$/.test(token)) return undefined;
  if (/^flx_/.test(token)) return message('This is a token of Flux. Choose Flux as the account.');
  if (/^sbp_/.test(token)) {
    return message(
      'This is not a whole token: after sbp_ come 40 digits and letters a to f. Copy it again.',
    );
  }
  return projectKey(token) ?? message('A personal access token of Supabase begins with sbp_.');
}

/**
 * `flx_live_`, 32 hexadecimal digits, `_` and a checksum: the first four digits of the SHA-256 of what stands
 * before it. Undefined when all of it is right.
 */
export async function checkFluxToken(text: string): Promise<Message | undefined> {
  const token = text.trim();
  const [, body, checksum] = /^(flx_live_[a-f\d]{32})_([a-f\d]{4})$/.exec(token) ?? [];
  if (body !== undefined && checksum !== undefined) {
    if ((await sha256(body)).startsWith(checksum)) return undefined;
    return message(
      'This token was changed on its way: its last four digits do not fit the rest. Copy it again.',
    );
  }
  if (/^flx_mcp_/.test(token)) {
    return message(
      'This token is for agents and cannot read the keys of a project. Use one that begins with flx_live_.',
    );
  }
  if (/^sbp_/.test(token)) {
    return message('This is a token of Supabase. Choose Supabase as the account.');
  }
  if (/^flx_live_/.test(token)) {
    return message(
      'This is not a whole token: after flx_live_ come 32 digits and letters a to f, _ and four more. Copy it again.',
    );
  }
  return projectKey(token) ?? message('A token of Flux begins with flx_live_.');
}

/** A token of any account that may be kept, also Flux's for agents. Undefined when its form is right. */
export async function checkAccessToken(text: string): Promise<Message | undefined> {
  const token = text.trim();
  if (/^flx_mcp_[a-f\d]{12}_\w{8,}$/.test(token)) return undefined;
  return token.startsWith('flx_') ? checkFluxToken(token) : checkSupabaseToken(token);
}

function projectKey(token: string): Message | undefined {
  switch (classifyKey(token).kind) {
    case 'publishable':
    case 'secret':
    case 'jwt':
      return message('This is a key of a project. Paste the token of your account.');
    case 'databaseUrl':
    case 'url':
      return message('This is a URL. Paste the token of your account.');
    case 'accountToken':
    case 'unknown':
      return undefined;
  }
}
