/** Paths of a project that one service answers. Words are English; the shell translates. */
export interface Route {
  /** As people write it: `/rest/v1/*`. */
  readonly path: string;
  /** What a path must look like to come here; the first route whose pattern matches answers. */
  readonly pattern: RegExp;
  readonly service: string;
  /** What the request passes before the service. */
  readonly gateway: string;
  /** The key that it wants. */
  readonly key: string;
  /** Names alone. */
  readonly headers: readonly string[];
  /** What the body of a refusal looks like. */
  readonly errors: string;
}

/** The path of what a person typed: an address of the project, a path, or a request line such as `GET /x`. */
export function pathIn(text: string): string | undefined {
  const target = text.trim().replace(/^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s+/i, '');
  if (target === '') return undefined;
  if (/^(?:https?|wss?):/i.test(target)) {
    return URL.canParse(target) ? new URL(target).pathname : undefined;
  }
  return new URL(target.startsWith('/') ? target : `/${target}`, 'http://project').pathname;
}

export function routeOf(routes: readonly Route[], path: string): Route | undefined {
  return routes.find(({ pattern }) => pattern.test(path));
}
