import type { Message } from '../../errors';
import type { Parameter, Path } from '../ast';
import { printTarget } from '../print';
import type { Method } from '../request';
import { nowhere } from './build';
import type { ColumnPath } from './embeds';

/** A request that means what a statement means. */
export interface RequestParts {
  readonly method: Method;
  readonly path: Path;
  readonly parameters: readonly Parameter[];
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | undefined;
  /** Where each column of the result is in a row of the answer; undefined where both have the same names. */
  readonly columns: readonly ColumnPath[] | undefined;
  readonly isOrdered: boolean;
  /** What a person must know of the request. */
  readonly notes: readonly Message[];
}

const widest = 80;

/** The request as text: its query goes on over indented lines where it is long. */
export function requestText({ method, path, parameters, headers, body }: RequestParts): string {
  const target = (all: readonly Parameter[]) => printTarget({ ...nowhere, path, parameters: all });
  const short = target(parameters);
  const broken = parameters.map((parameter, index) => ({
    ...parameter,
    separator: index === 0 ? '\n  ?' : '\n  &',
  }));
  return [
    `${method} ${short.length > widest ? target(broken) : short}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : ['', body]),
  ].join('\n');
}
