import type { ParsedRequest } from './parse';
import type { RestRequest } from './request';

/** Whether a GET leaves it to the server how many rows come, so that they can be asked for page by page. */
export function canPage({ method, headers }: RestRequest, { target }: ParsedRequest): boolean {
  const limited = target.parameters.some(
    (one) => (one.kind === 'limit' || one.kind === 'offset') && one.embed.length === 0,
  );
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  return (
    method === 'GET' &&
    target.path.kind === 'table' &&
    !limited &&
    !names.includes('range') &&
    !names.includes('accept')
  );
}

/** Whether the rows have an order that the request gives: without one a page may repeat rows of another. */
export function isOrdered({ target }: ParsedRequest): boolean {
  return target.parameters.some((one) => one.kind === 'order' && one.embed.length === 0);
}

/** The rows from `offset` on, by the Range header. */
export function pageOf(request: RestRequest, offset: number, size: number): RestRequest {
  const range = `${offset}-${offset + size - 1}`;
  return { ...request, headers: { ...request.headers, 'Range-Unit': 'items', Range: range } };
}

/** A request for the number of its rows alone: `planned` and `estimated` ask the planner, and are quick. */
export function countOf(
  request: RestRequest,
  kind: 'exact' | 'planned' | 'estimated',
): RestRequest {
  const headers = Object.entries(request.headers).filter(
    ([name]) => !/^(?:prefer|range|range-unit)$/i.test(name),
  );
  return {
    ...request,
    method: 'HEAD',
    headers: { ...Object.fromEntries(headers), Prefer: `count=${kind}` },
  };
}

/** The total of `0-9/40`; undefined for `0-9/*`. */
export function totalIn(contentRange: string | undefined): number | undefined {
  const [, total] = /\/(\d+)$/.exec(contentRange ?? '') ?? [];
  return total === undefined ? undefined : Number(total);
}
