/**
 * The HTTP client, loaded when it is first used. The built-in `fetch` is touched before: whichever loads first owns
 * the process-wide dispatcher, and it must stay Node's own for the other extensions' sake.
 */
export function loadUndici(): Promise<typeof import('undici')> {
  void globalThis.Response;
  return import('undici');
}
