/**
 * The schemas that a server exposes, from its PGRST106: before PostgREST 13 the message lists them, since then the hint.
 * Undefined where neither does.
 */
export function exposedSchemas(message = '', hint = ''): readonly string[] | undefined {
  const said = /(?:one of the following|schemas are exposed): (.+)/;
  const list = (said.exec(message) ?? said.exec(hint))?.[1];
  return list?.split(',').map((name) => name.trim());
}
