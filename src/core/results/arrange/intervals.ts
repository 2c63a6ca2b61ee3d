/** How Postgres writes an interval, by its IntervalStyle (PostgreSQL, "Interval Output"). */
const styles = [
  // postgres: `1 year 2 mons -3 days +04:05:06.789`
  /^(?:(?<years>[+-]?\d+) years?)? ?(?:(?<months>[+-]?\d+) mons?)? ?(?:(?<days>[+-]?\d+) days?)? ?(?:(?<sign>[+-]?)(?<hours>\d+):(?<minutes>\d\d):(?<seconds>\d\d(?:\.\d{1,6})?))?$/,
  // postgres_verbose: `@ 1 year 2 mons -3 days 4 hours 5 mins 6.789 secs ago`
  /^@(?: (?<years>[+-]?\d+) years?)?(?: (?<months>[+-]?\d+) mons?)?(?: (?<days>[+-]?\d+) days?)?(?: (?<hours>[+-]?\d+) hours?)?(?: (?<minutes>[+-]?\d+) mins?)?(?: (?<seconds>[+-]?\d+(?:\.\d{1,6})?) secs?)?(?: 0)?(?<ago> ago)?$/,
  // iso_8601: `P1Y2M-3DT4H5M6.789S`
  /^P(?:(?<years>[+-]?\d+)Y)?(?:(?<months>[+-]?\d+)M)?(?:(?<days>[+-]?\d+)D)?(?:T(?:(?<hours>[+-]?\d+)H)?(?:(?<minutes>[+-]?\d+)M)?(?:(?<seconds>[+-]?\d+(?:\.\d{1,6})?)S)?)?$/,
];

/** `-1-2 -3 4:05:06`, IntervalStyle sql_standard: one sign for years and months, one for days and what follows. */
const sqlStandard =
  /^(?:(?<ofYears>[+-]?)(?<years>\d+)-(?<months>\d+))? ?(?:(?<days>[+-]?\d+)(?![\d:]))? ?(?:(?<sign>[+-]?)(?<hours>\d+):(?<minutes>\d\d):(?<seconds>\d\d(?:\.\d{1,6})?))?$/;

export function isInterval(type: string): boolean {
  return /^interval\b/.test(type);
}

/**
 * The length of an interval in microseconds, as Postgres compares it: a month has 30 days and a day 24 hours.
 * Undefined for any other text.
 */
export function lengthOf(text: string): bigint | undefined {
  if (!/\d/.test(text)) return undefined;
  for (const style of styles) {
    const groups = style.exec(text)?.groups;
    if (groups) return sumOf(groups);
  }
  const groups = sqlStandard.exec(text)?.groups;
  if (!groups) return undefined;
  const { ofYears = '', years = '0', months = '0', days = '' } = groups;
  const signOfDays = days.startsWith('-') ? '-' : '';
  return sumOf({
    ...groups,
    years: ofYears + years,
    months: ofYears + months,
    sign: groups.sign || signOfDays,
  });
}

function sumOf(parts: Readonly<Record<string, string | undefined>>): bigint {
  const { years = 0, months = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = parts;
  const turn = parts.sign === '-' ? -1 : 1;
  const wholeDays = (Number(years) * 12 + Number(months)) * 30 + Number(days);
  const wholeMinutes = wholeDays * 1440 + turn * (Number(hours) * 60 + Number(minutes));
  const microseconds = turn * Math.round(Number(seconds) * 1_000_000);
  const sum = BigInt(wholeMinutes) * 60_000_000n + BigInt(microseconds);
  return parts.ago === undefined ? sum : -sum;
}
