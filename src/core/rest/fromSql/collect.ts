import type { Node, SubLink } from 'libpg-query';
import { wordsOf } from '../../sql/names';
import type { Field } from '../ast';
import { fieldFor, isNull } from './build';
import { conditionOf } from './conditions';
import { constantOf, placeOf } from './expressions';
import { type Edge, type Requirement, refuseApart } from './plan';
import { locationOf, type Reading, refuse } from './reading';
import { type Located, negated } from './sides';
import type { FromCondition, Source } from './sources';
import { type Subquery, subqueryOf } from './subqueries';

/** What the conditions say, those of subqueries among them. */
export interface Found {
  readonly sources: Source[];
  readonly edges: Edge[];
  readonly requirements: Requirement[];
  readonly asked: Asked[];
}

/** A subquery that a condition asks about: whether its embedded table has rows. */
export interface Asked {
  /** Stands in the condition for the name of that table. */
  readonly field: Field;
  readonly sources: readonly Source[];
  /** The table that it is tied to. */
  readonly around: Source;
  readonly location: number | undefined;
}

/** Adds a condition; `scope` are the tables that it can name. */
export function collect(
  reading: Reading,
  scope: readonly Source[],
  { node: whole, optional }: FromCondition,
  found: Found,
): void {
  const ask = (subquery: SubLink, isNegated: boolean) =>
    askedIn(reading, scope, subqueryOf(reading, scope, subquery, isNegated), found);
  for (const node of conjuncts(whole)) {
    if ('SubLink' in node && optional === undefined) {
      collectSubquery(reading, scope, subqueryOf(reading, scope, node.SubLink, false), found);
      continue;
    }
    const edge = edgeOf(reading, scope, node, optional);
    if (edge) found.edges.push(edge);
    else if (!isTrue(node)) {
      const location = locationOf(node);
      const { source, node: said } = conditionOf(reading, scope, node, ask);
      if (optional !== undefined && source.alias !== optional) {
        refuse(
          reading,
          location,
          'The condition of an outer join can only be about the table that it joins, {0}.',
          optional,
        );
      }
      found.requirements.push({ source, node: said, location, isJoin: optional !== undefined });
    }
  }
}

/** The tables of a subquery that every row must have are joined as those of FROM are. */
function collectSubquery(
  reading: Reading,
  scope: readonly Source[],
  { sources, conditions, edges }: Subquery,
  found: Found,
): void {
  found.sources.push(...sources);
  found.edges.push(...edges);
  for (const condition of conditions) {
    collect(reading, [...scope, ...sources], condition, found);
  }
}

/** A subquery beside OR or under NOT chooses no rows by itself: its table has rows, or it has none. */
function askedIn(
  reading: Reading,
  scope: readonly Source[],
  subquery: Subquery,
  found: Found,
): Located {
  const inner: Found = { sources: [], edges: [], requirements: [], asked: [] };
  collectSubquery(reading, scope, subquery, inner);
  const isOwn = (source: Source) => inner.sources.includes(source);
  const foreign = inner.requirements.find(({ source }) => !isOwn(source));
  if (foreign) {
    refuse(
      reading,
      foreign.location,
      'A condition within a subquery beside OR or NOT can only be about the tables of the subquery, not about {0}.',
      foreign.source.alias,
    );
  }
  const edges = inner.edges.map((edge): Edge => {
    const [inside, another] = [edge.one.source, edge.other.source].filter(isOwn);
    return inside && !another ? { ...edge, inside } : edge;
  });
  const around = edges
    .flatMap(({ one, other }) => [one.source, other.source])
    .find((source) => !isOwn(source));
  const [first] = inner.sources;
  if (!around || !first) return refuseApart(reading, first);
  const field = fieldFor('');
  found.sources.push(...inner.sources);
  found.edges.push(...edges);
  found.requirements.push(...inner.requirements);
  found.asked.push(...inner.asked, {
    field,
    sources: inner.sources,
    around,
    location: subquery.location,
  });
  return negated({ source: around, node: isNull(field) });
}

function conjuncts(node: Node): readonly Node[] {
  if (!('BoolExpr' in node) || node.BoolExpr.boolop !== 'AND_EXPR') return [node];
  return (node.BoolExpr.args ?? []).flatMap(conjuncts);
}

function edgeOf(
  reading: Reading,
  sources: readonly Source[],
  node: Node,
  optional: string | undefined,
): Edge | undefined {
  if (!('A_Expr' in node) || node.A_Expr.kind !== 'AEXPR_OP') return undefined;
  const { name, lexpr, rexpr, location } = node.A_Expr;
  if (wordsOf(name)[0] !== '=' || constantOf(lexpr) || constantOf(rexpr)) return undefined;
  const one = placeOf(reading, sources, lexpr);
  const other = one && placeOf(reading, sources, rexpr);
  return one && other && one.source !== other.source
    ? { one, other, location, optional }
    : undefined;
}

function isTrue(node: Node): boolean {
  const value = constantOf(node);
  return value?.kind === 'boolean' && value.text === 'true';
}
