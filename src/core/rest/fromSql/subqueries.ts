import type { SelectStmt, SubLink } from 'libpg-query';
import { wordsOf } from '../../sql/names';
import { constantOf, type Place, placeOf } from './expressions';
import type { Edge } from './plan';
import { type Reading, refuse } from './reading';
import { columnIn } from './sides';
import { type FromCondition, fromClause, type Source } from './sources';

/** `EXISTS (SELECT …)` or `x IN (SELECT …)`: tables that PostgREST embeds without a column of theirs. */
export interface Subquery {
  /** The tables of it that a row must have. */
  readonly sources: readonly Source[];
  readonly conditions: readonly FromCondition[];
  /** Of `IN`: the column outside and the one inside. */
  readonly edges: readonly Edge[];
  readonly location: number | undefined;
}

/** `scope` are the tables around it; `isNegated` where an odd number of NOT stands around it. */
export function subqueryOf(
  reading: Reading,
  scope: readonly Source[],
  link: SubLink,
  isNegated: boolean,
): Subquery {
  const { subselect, location } = link;
  if (!subselect || !('SelectStmt' in subselect) || !isMembership(link)) {
    return refuse(
      reading,
      location,
      'Of subqueries only EXISTS (SELECT …) and IN (SELECT …) can become an embedded table.',
    );
  }
  const select = subselect.SelectStmt;
  refuseClauses(reading, select, location);
  const depth = 1 + Math.max(...scope.map((source) => source.depth));
  const { sources, conditions } = fromClause(reading, select.fromClause ?? [], depth);
  const all = [
    ...conditions,
    ...(select.whereClause === undefined ? [] : [{ node: select.whereClause }]),
  ];
  const edges =
    link.subLinkType === 'EXISTS_SUBLINK'
      ? existing(reading, select, location)
      : [membership(reading, scope, sources, link, select, isNegated)];
  return { sources, conditions: all, edges, location };
}

function isMembership({ subLinkType, operName }: SubLink): boolean {
  if (subLinkType === 'EXISTS_SUBLINK') return true;
  return subLinkType === 'ANY_SUBLINK' && (wordsOf(operName)[0] ?? '=') === '=';
}

function refuseClauses(reading: Reading, select: SelectStmt, location: number | undefined): void {
  const { op, fromClause: from, limitCount, limitOffset, groupClause, havingClause } = select;
  const more =
    (op && op !== 'SETOP_NONE') ||
    select.withClause ||
    select.valuesLists ||
    limitCount ||
    limitOffset ||
    groupClause ||
    havingClause;
  if (!from || more) {
    refuse(
      reading,
      location,
      'A subquery that becomes an embedded table has FROM and WHERE, and nothing else.',
    );
  }
}

/** What EXISTS selects does not matter, unless it makes a row of no rows. */
function existing(
  reading: Reading,
  { targetList = [] }: SelectStmt,
  location: number | undefined,
): readonly Edge[] {
  for (const target of targetList) {
    const value = 'ResTarget' in target ? target.ResTarget.val : undefined;
    if (!value || (!('ColumnRef' in value) && !constantOf(value))) {
      refuse(
        reading,
        location,
        'Write EXISTS (SELECT 1 …): what else it selects is not looked at.',
      );
    }
  }
  return [];
}

function membership(
  reading: Reading,
  scope: readonly Source[],
  sources: readonly Source[],
  { testexpr, location }: SubLink,
  { targetList = [] }: SelectStmt,
  isNegated: boolean,
): Edge {
  const one = columnIn(reading, scope, testexpr, location);
  const [target, another] = targetList;
  const value = target && 'ResTarget' in target ? target.ResTarget.val : undefined;
  const other = placeOf(reading, [...scope, ...sources], value);
  if (!other || another || !sources.includes(other.source)) {
    return refuse(
      reading,
      location,
      'PostgREST joins along foreign keys: the subquery of IN has to select one column of its table.',
    );
  }
  if (isNegated && (mayBeNull(one) || mayBeNull(other))) {
    refuse(
      reading,
      location,
      'NOT IN (SELECT …) finds nothing where a NULL is among the values, which PostgREST cannot ask for: write NOT EXISTS.',
    );
  }
  return { one, other, location, optional: undefined };
}

function mayBeNull({ source, field }: Place): boolean {
  const column = source.table.columns.find(({ name }) => name === field.name.name);
  return source.optional || field.path.length > 0 || column?.nullable !== false;
}
