const days = String.raw`(\d{4,})-(\d\d)-(\d\d)`;
const hours = String.raw`(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?`;
const zone = String.raw`\s?(Z|[+-]\d\d(?::?\d\d(?::\d\d)?)?)?`;
const moment = new RegExp(`^${days}(?:[ T]${hours}${zone})?( BC)?$`);
const time = new RegExp(`^${hours}${zone}$`);

export function isMoment(type: string): boolean {
  return /^(date|time(stamp)?(tz)?( with(out)? time zone)?)$/.test(type);
}

/**
 * A date, time or timestamp as Postgres writes it in ISO style, in microseconds; undefined for any other text. `local`
 * leaves the time zone out. `infinity` is a text of its own.
 */
export function microsecondsOf(text: string, local: boolean): bigint | undefined {
  const date = moment.exec(text);
  if (date) {
    const [, year, month, day, hour, minute, second, fraction, offset, bc] = date;
    const written = Number(year);
    const ofYear = bc === undefined ? written : 1 - written;
    const seconds = 86_400 * dayNumber(ofYear, Number(month), Number(day));
    return clock(seconds, [hour, minute, second], fraction, local ? undefined : offset);
  }
  const [found, hour, minute, second, fraction, offset] = time.exec(text) ?? [];
  if (found === undefined) return undefined;
  return clock(0, [hour, minute, second], fraction, local ? undefined : offset);
}

/** Whether the text names a time zone. */
export function hasZone(text: string): boolean {
  return (moment.exec(text)?.[8] ?? time.exec(text)?.[5]) !== undefined;
}

function clock(
  start: number,
  [hour = '0', minute = '0', second = '0']: readonly (string | undefined)[],
  fraction = '',
  offset: string | undefined,
): bigint {
  const seconds = start + Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  return BigInt(seconds - offsetOf(offset)) * 1_000_000n + BigInt(fraction.padEnd(6, '0'));
}

/** Seconds east of Greenwich. */
function offsetOf(offset = 'Z'): number {
  if (offset === 'Z') return 0;
  const [hour = '0', minute = '0', second = '0'] = offset.slice(1).match(/\d\d/g) ?? [];
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  return offset.startsWith('-') ? -seconds : seconds;
}

/** Days since 0000-03-01 of the Gregorian calendar, also before it began, as Postgres counts. */
function dayNumber(year: number, month: number, day: number): number {
  const yearFromMarch = month > 2 ? year : year - 1;
  const monthFromMarch = (month + 9) % 12;
  const leapDays =
    Math.floor(yearFromMarch / 4) -
    Math.floor(yearFromMarch / 100) +
    Math.floor(yearFromMarch / 400);
  return yearFromMarch * 365 + leapDays + Math.floor((monthFromMarch * 153 + 2) / 5) + day - 1;
}
