import type { Node } from 'libpg-query';
import { wordsOf } from '../../sql/names';
import type { LogicNode } from '../ast';
import { conditionOf } from './conditions';
import { constantOf, placeOf } from './expressions';
import { type Edge, type Embedding, planOf, type Requirement } from './plan';
import { type Reading, refuse } from './reading';
import type { FromCondition, Source } from './sources';

/** Which rows a statement is about. */
export interface Rows {
  readonly plan: Embedding;
  readonly requirements: readonly Requirement[];
  /** Tables without a row of theirs: `LEFT JOIN … WHERE its key IS NULL`. */
  readonly missing: ReadonlySet<Source>;
  /** Tables that must have a row. */
  readonly present: ReadonlySet<Source>;
}

/** Reads the joins and the conditions of FROM and WHERE. */
export function rowsOf(
  reading: Reading,
  sources: readonly Source[],
  joins: readonly FromCondition[],
  where: Node | undefined,
): Rows {
  const edges: Edge[] = [];
  const requirements: Requirement[] = [];
  const parts = [...joins, ...(where ? [{ node: where }] : [])].flatMap(({ node, ...rest }) =>
    conjuncts(node).map((one): FromCondition => ({ node: one, ...rest })),
  );
  for (const { node, optional } of parts) {
    const edge = edgeOf(reading, sources, node, optional);
    if (edge) edges.push(edge);
    else if (!isTrue(node)) {
      const location = locationIn(node);
      const { source, node: said } = conditionOf(reading, sources, node);
      if (optional !== undefined && source.alias !== optional) {
        refuse(
          reading,
          location,
          'The condition of an outer join can only be about the table that it joins, {0}.',
          optional,
        );
      }
      requirements.push({ source, node: said, location, isJoin: optional !== undefined });
    }
  }
  const present = presentIn(sources, edges, requirements);
  const plan = planOf(reading, sources, edges, present);
  requireAbove(plan, present);
  return { plan, present, ...withoutMissing(reading, plan, requirements) };
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

function locationIn(node: Node): number | undefined {
  if ('A_Expr' in node) return node.A_Expr.location;
  if ('BoolExpr' in node) return node.BoolExpr.location;
  return 'NullTest' in node ? node.NullTest.location : undefined;
}

/** The tables that have a row in each row of the result: most conditions are not true of a missing one. */
function presentIn(
  sources: readonly Source[],
  edges: readonly Edge[],
  requirements: readonly Requirement[],
): Set<Source> {
  return new Set([
    ...sources.filter(({ optional }) => !optional),
    ...edges.flatMap(({ one, other, optional }) =>
      optional === undefined ? [one.source, other.source] : [],
    ),
    ...requirements.flatMap(({ source, node, isJoin }) =>
      !isJoin && rejectsNull(node) ? [source] : [],
    ),
  ]);
}

/** Takes out the conditions that ask for a missing row. */
function withoutMissing(
  reading: Reading,
  plan: Embedding,
  all: readonly Requirement[],
): Pick<Rows, 'requirements' | 'missing'> {
  const missing = new Set<Source>();
  const requirements = all.filter(({ source, node, location, isJoin }) => {
    if (isJoin || !source.optional || rejectsNull(node)) return true;
    if (!saysMissing(source, node) || !plan.children.some((child) => child.source === source)) {
      refuse(
        reading,
        location,
        'This condition also holds where {0} has no row, which PostgREST cannot ask for: only that the key of {0} IS NULL.',
        source.alias,
      );
    }
    missing.add(source);
    return false;
  });
  return { requirements, missing };
}

function saysMissing({ table }: Source, node: LogicNode): boolean {
  if (node.kind !== 'filter' || node.condition.operand.kind !== 'is') return false;
  const { name, path } = node.field;
  const column = table.columns.find((one) => one.name === name.name);
  return path.length === 0 && column?.nullable === false && !node.condition.negated;
}

/** Never true of NULL. */
function rejectsNull(node: LogicNode): boolean {
  if (node.kind === 'broken') return false;
  if (node.kind === 'group') {
    return node.children.every((child) => rejectsNull(child) && !(node.negated && isTest(child)));
  }
  const { operator, operand, negated } = node.condition;
  if (operand.kind === 'is') return operand.value === 'null' ? negated : !negated;
  return operator.name !== 'isdistinct';
}

function isTest(node: LogicNode): boolean {
  return node.kind !== 'filter' || node.condition.operand.kind === 'is';
}

/** A row that must be there is only there with the rows that lead to it. */
function requireAbove({ source, children }: Embedding, present: Set<Source>): boolean {
  const below = children.map((child) => requireAbove(child, present)).includes(true);
  if (below) present.add(source);
  return present.has(source);
}
