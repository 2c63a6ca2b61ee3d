import type { Reason } from '../../../src/core/errors';

/** What a client throws, and what a person is told. */
export type Thrown = readonly [
  what: string,
  error: unknown,
  reason: Reason,
  sentence: RegExp,
  advice: RegExp,
];

export function failing(message: string, code?: string, cause?: Error): Error {
  return Object.assign(new Error(message, { cause }), code === undefined ? {} : { code });
}
