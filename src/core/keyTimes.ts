import { type Message, message } from './errors';
import { classifyKey } from './keys';

/**
 * Why servers refuse a JWT at this time (`exp` and `nbf`, https://www.rfc-editor.org/rfc/rfc7519#section-4.1);
 * undefined while it is good, and for a key of another form. `now` is in milliseconds since 1970.
 */
export function checkTimes(text: string, now: number = Date.now()): Message | undefined {
  const key = classifyKey(text);
  if (key.kind !== 'jwt') return undefined;
  const { expires, notBefore } = key;
  if (expires !== undefined && expires * 1_000 <= now) {
    return message('This token expired on {0}. Get a new one and paste that.', moment(expires));
  }
  if (notBefore !== undefined && notBefore * 1_000 > now) {
    return message(
      'This token is not valid before {0}. Until then servers refuse it.',
      moment(notBefore),
    );
  }
  return undefined;
}

/** `2026-11-21 12:00 UTC`; a number that no calendar reaches stays one. */
function moment(seconds: number): string {
  const date = new Date(seconds * 1_000);
  return Number.isNaN(date.getTime())
    ? String(seconds)
    : `${date.toISOString().slice(0, -8).replace('T', ' ')} UTC`;
}
