import type { Node } from 'libpg-query';
import type { LogicNode, Operand } from '../ast';
import { filterFor } from './build';
import { constantOf, type Place, placeOf } from './expressions';
import { type Reading, refuse } from './reading';
import type { Source } from './sources';

/** A condition and the one table that it is about. */
export interface Located {
  readonly source: Source;
  readonly node: LogicNode;
}

export function located({ source, field }: Place, operator: string, operand: Operand): Located {
  return { source, node: filterFor(field, operator, operand) };
}

export function negated({ source, node }: Located): Located {
  if (node.kind === 'broken') return { source, node };
  if (node.kind === 'group') return { source, node: { ...node, negated: !node.negated } };
  const { condition } = node;
  return { source, node: { ...node, condition: { ...condition, negated: !condition.negated } } };
}

/** The column on one side of an operator. */
export function columnIn(
  reading: Reading,
  sources: readonly Source[],
  node: Node | undefined,
  location: number | undefined,
): Place {
  const place = placeOf(reading, sources, node);
  if (place) return place;
  if (node && 'TypeCast' in node) {
    return refuse(
      reading,
      node.TypeCast.location,
      'A filter of PostgREST has no cast: compare the column itself.',
    );
  }
  const at = node && 'FuncCall' in node ? node.FuncCall.location : location;
  return refuse(reading, at, 'PostgREST filters by columns, not by what is worked out from them.');
}

/** The value on the other side, as text. */
export function valueText(
  reading: Reading,
  node: Node | undefined,
  location: number | undefined,
): string {
  const value = constantOf(node);
  if (value && value.kind !== 'null') return value.text;
  if (value) {
    return refuse(reading, location, 'Nothing is equal to NULL: write IS NULL or IS NOT NULL.');
  }
  if (node && 'ParamRef' in node) {
    return refuse(
      reading,
      node.ParamRef.location,
      'Write a value in place of the parameter: a request has none.',
    );
  }
  if (node && 'ColumnRef' in node) {
    return refuse(
      reading,
      node.ColumnRef.location,
      'PostgREST compares a column with a value, not with another column.',
    );
  }
  if (node && 'SubLink' in node) {
    return refuse(reading, node.SubLink.location, 'A filter of PostgREST has no subquery in it.');
  }
  return refuse(
    reading,
    location,
    'PostgREST compares with a value as it is written, and works nothing out.',
  );
}

/** PostgREST reads every `*` of a pattern as `%`, and a URL shows a star better. */
export function patternText(
  reading: Reading,
  operator: string,
  text: string,
  location: number | undefined,
): string {
  if (operator !== 'like' && operator !== 'ilike') return text;
  if (text.includes('*')) {
    refuse(
      reading,
      location,
      'PostgREST takes a star in a pattern for %, so this one would match more.',
    );
  }
  return text.replaceAll('%', '*');
}
