/** A server's version; PostgREST 14 and later have two numbers, `14.1`. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** The numbers a version begins with, `12.0.2 (abc)`; undefined when it begins with none. */
export function readVersion(text: string): Version | undefined {
  const [, major, minor = '0', patch = '0'] =
    /^\s*v?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(text) ?? [];
  return major === undefined
    ? undefined
    : { major: Number(major), minor: Number(minor), patch: Number(patch) };
}

/** At least `12.0` or `0.4.4`. */
export function isAtLeast(version: Version, text: string): boolean {
  const other = readVersion(text);
  if (!other) return false;
  const difference =
    version.major - other.major || version.minor - other.minor || version.patch - other.patch;
  return difference >= 0;
}
