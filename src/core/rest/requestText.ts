import type { RestRequest } from './request';

/** The request alone, without directives and comments, with the values of its variables. */
export function requestText({ method, target, headers, body }: RestRequest): string {
  return [
    `${method} ${target}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : ['', body]),
  ].join('\n');
}
