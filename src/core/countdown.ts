import { type Message, message } from './errors';

/** How long a token is still good, to the second in its last hour. Both moments are in seconds since 1970. */
export function timeLeft(expires: number, now: number): Message {
  const seconds = Math.floor(expires - now);
  return seconds < 0
    ? message('expired {0} ago', duration(-seconds))
    : message('expires in {0}', duration(seconds));
}

/** The two largest units, as they are written in every language: `4 min 05 s`. */
function duration(seconds: number): string {
  const [minutes, hours, days] = [60, 3_600, 86_400].map((unit) => Math.floor(seconds / unit));
  const two = (value: number) => String(value).padStart(2, '0');
  if (days) return `${days} d ${two(Math.floor(seconds / 3_600) % 24)} h`;
  if (hours) return `${hours} h ${two(Math.floor(seconds / 60) % 60)} min`;
  return minutes ? `${minutes} min ${two(seconds % 60)} s` : `${seconds} s`;
}
