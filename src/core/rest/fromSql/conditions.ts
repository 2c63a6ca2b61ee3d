import type { A_Expr, BooleanTest, BoolTestType, Node, SubLink } from 'libpg-query';
import { wordsOf } from '../../sql/names';
import type { IsValue } from '../ast';
import { nowhere, textOperand } from './build';
import { constantOf, placeOf } from './expressions';
import { elementsOfArray, listOf } from './lists';
import { comparison, flipped } from './operators';
import { locationOf, type Reading, refuse } from './reading';
import { isSearch, searchOf } from './search';
import { columnIn, type Located, located, negated, patternText, valueText } from './sides';
import type { Source } from './sources';

/** Reads a subquery within a condition; `isNegated` where an odd number of NOT stands around it. */
export type AskSubquery = (subquery: SubLink, isNegated: boolean) => Located;

/** A condition as PostgREST writes it. Throws `badInput` with its place where it cannot. */
export function conditionOf(
  reading: Reading,
  sources: readonly Source[],
  node: Node,
  ask: AskSubquery,
  isNegated = false,
): Located {
  const place = placeOf(reading, sources, node);
  if (place) return located(place, 'eq', textOperand('true'));
  if ('BoolExpr' in node) {
    return booleanOf(reading, sources, node.BoolExpr, ask, isNegated);
  }
  if ('NullTest' in node) {
    const { arg, nulltesttype, location } = node.NullTest;
    const found = columnIn(reading, sources, arg, location);
    const test = located(found, 'is', { ...nowhere, kind: 'is', value: 'null' });
    return nulltesttype === 'IS_NULL' ? test : negated(test);
  }
  if ('BooleanTest' in node) return truthOf(reading, sources, node.BooleanTest);
  if ('A_Expr' in node) return comparisonOf(reading, sources, node.A_Expr);
  if ('SubLink' in node) return ask(node.SubLink, isNegated);
  return refuse(reading, locationOf(node), notComparing);
}

const notComparing = 'PostgREST filters by comparing a column with a value alone.';

function booleanOf(
  reading: Reading,
  sources: readonly Source[],
  { boolop, args = [], location }: Extract<Node, { BoolExpr: unknown }>['BoolExpr'],
  ask: AskSubquery,
  isNegated: boolean,
): Located {
  const inner = boolop === 'NOT_EXPR' ? !isNegated : isNegated;
  const children = args.map((arg) => conditionOf(reading, sources, arg, ask, inner));
  const [first] = children;
  if (!first) return refuse(reading, location, notComparing);
  if (boolop === 'NOT_EXPR') return negated(first);
  const other = children.find(({ source }) => source !== first.source);
  if (other) {
    refuse(
      reading,
      location,
      'PostgREST cannot tie conditions on two tables together with OR or NOT: here on {0} and {1}.',
      first.source.alias,
      other.source.alias,
    );
  }
  return group(first.source, boolop === 'OR_EXPR' ? 'or' : 'and', children);
}

function group(source: Source, operator: 'and' | 'or', children: readonly Located[]): Located {
  return {
    source,
    node: {
      ...nowhere,
      kind: 'group',
      negated: false,
      operator,
      children: children.map(({ node }) => node),
      inside: nowhere,
    },
  };
}

const truths: Readonly<Record<BoolTestType, readonly [IsValue, 'not'?]>> = {
  IS_TRUE: ['true'],
  IS_NOT_TRUE: ['true', 'not'],
  IS_FALSE: ['false'],
  IS_NOT_FALSE: ['false', 'not'],
  IS_UNKNOWN: ['unknown'],
  IS_NOT_UNKNOWN: ['unknown', 'not'],
};

function truthOf(
  reading: Reading,
  sources: readonly Source[],
  { arg, booltesttype = 'IS_TRUE', location }: BooleanTest,
): Located {
  const [value, not] = truths[booltesttype];
  const place = columnIn(reading, sources, arg, location);
  const test = located(place, 'is', { ...nowhere, kind: 'is', value });
  return not ? negated(test) : test;
}

function comparisonOf(reading: Reading, sources: readonly Source[], node: A_Expr): Located {
  const { kind, name, lexpr, rexpr, location } = node;
  const [symbol = ''] = wordsOf(name);
  if (symbol === '@@' && isSearch(rexpr)) return searchOf(reading, sources, node);
  switch (kind) {
    case 'AEXPR_IN':
      return listOf(reading, sources, node, symbol === '<>');
    case 'AEXPR_BETWEEN':
    case 'AEXPR_NOT_BETWEEN': {
      const [low, high] = rexpr && 'List' in rexpr ? (rexpr.List.items ?? []) : [];
      const place = columnIn(reading, sources, lexpr, location);
      const between = group(place.source, 'and', [
        located(place, 'gte', textOperand(valueText(reading, low, location))),
        located(place, 'lte', textOperand(valueText(reading, high, location))),
      ]);
      return kind === 'AEXPR_BETWEEN' ? between : negated(between);
    }
    case 'AEXPR_OP_ANY':
    case 'AEXPR_OP_ALL':
      return elementsOfArray(reading, sources, node, symbol);
    case 'AEXPR_DISTINCT':
    case 'AEXPR_NOT_DISTINCT': {
      const place = columnIn(reading, sources, lexpr, location);
      const value = constantOf(rexpr);
      const isNull = value?.kind === 'null';
      const test = isNull
        ? negated(located(place, 'is', { ...nowhere, kind: 'is', value: 'null' }))
        : located(place, 'isdistinct', textOperand(valueText(reading, rexpr, location)));
      return kind === 'AEXPR_DISTINCT' ? test : negated(test);
    }
    default:
      return simple(reading, sources, node, symbol);
  }
}

function simple(
  reading: Reading,
  sources: readonly Source[],
  { lexpr, rexpr, location }: A_Expr,
  written: string,
): Located {
  const left = placeOf(reading, sources, lexpr);
  const symbol = left ? written : (flipped[written] ?? '');
  const place = left ?? columnIn(reading, sources, constantOf(lexpr) ? rexpr : lexpr, location);
  const known = comparison(symbol);
  if (!known) {
    return refuse(reading, location, 'PostgREST has no operator for {0} here.', written);
  }
  const text = valueText(reading, left ? rexpr : lexpr, location);
  const test = located(
    place,
    known.operator,
    textOperand(patternText(reading, known.operator, text, location)),
  );
  return known.negated ? negated(test) : test;
}
