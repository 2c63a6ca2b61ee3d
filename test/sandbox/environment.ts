/**
 * The environment of the sandbox's programs: what a program needs to run at all and what is given. No variable of the
 * person at the keyboard (PGHOST, PGRST_…) gets in.
 */
export function programEnvironment(
  given: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const needed = ['PATH', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP'];
  const present = needed.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(present), ...given };
}
