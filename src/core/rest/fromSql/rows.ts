import type { Node } from 'libpg-query';
import { wordsOf } from '../../sql/names';
import type { LogicNode } from '../ast';
import { conditionOf } from './conditions';
import { constantOf, placeOf } from './expressions';
import { type Edge, type Embedding, parentsIn, planOf, type Requirement } from './plan';
import { locationOf, type Reading, refuse } from './reading';
import type { FromCondition, Source } from './sources';
import { type Subquery, subqueryIn } from './subqueries';

/** Which rows a statement is about. */
export interface Rows {
  readonly plan: Embedding;
  readonly requirements: readonly Requirement[];
  /** Tables without a row of theirs: `LEFT JOIN … WHERE its key IS NULL`, or `NOT EXISTS`. */
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
  const found: Found = { sources: [...sources], edges: [], requirements: [], absent: [] };
  const all = [...joins, ...(where ? [{ node: where }] : [])];
  for (const condition of all) collect(reading, sources, condition, found);
  const { edges, requirements, absent } = found;
  const present = presentIn(found.sources, edges, requirements);
  const plan = planOf(reading, found.sources, edges, present);
  requireAbove(plan, present);
  const rest = withoutMissing(reading, plan, requirements, present);
  const none = absent.map((subquery) => topOf(reading, plan, subquery));
  return { ...rest, plan, present, missing: new Set([...rest.missing, ...none]) };
}

/** What the conditions say, those of subqueries among them. */
interface Found {
  readonly sources: Source[];
  readonly edges: Edge[];
  readonly requirements: Requirement[];
  /** NOT EXISTS. */
  readonly absent: Absent[];
}

interface Absent {
  readonly sources: readonly Source[];
  readonly location: number | undefined;
}

/** Adds a condition; `scope` are the tables that it can name. */
function collect(
  reading: Reading,
  scope: readonly Source[],
  { node: whole, optional }: FromCondition,
  found: Found,
): void {
  for (const node of conjuncts(whole)) {
    const subquery = optional === undefined ? subqueryIn(reading, scope, node) : undefined;
    const edge = subquery ? undefined : edgeOf(reading, scope, node, optional);
    if (subquery) collectSubquery(reading, scope, subquery, found);
    else if (edge) found.edges.push(edge);
    else if (!isTrue(node)) {
      const location = locationOf(node);
      const { source, node: said } = conditionOf(reading, scope, node);
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

function collectSubquery(
  reading: Reading,
  scope: readonly Source[],
  { sources, conditions, edges, negated, location }: Subquery,
  found: Found,
): void {
  const { length: firstSource } = found.sources;
  const { length: firstEdge } = found.edges;
  const { length: firstRequirement } = found.requirements;
  found.sources.push(...sources);
  found.edges.push(...edges);
  for (const condition of conditions) {
    collect(reading, [...scope, ...sources], condition, found);
  }
  if (!negated) return;
  const own = found.sources.slice(firstSource);
  const outer = found.requirements
    .slice(firstRequirement)
    .find(({ source }) => !own.includes(source));
  if (outer) {
    refuse(
      reading,
      outer.location,
      'A condition within NOT EXISTS can only be about the tables of the subquery, not about {0}.',
      outer.source.alias,
    );
  }
  const ties = found.edges.splice(firstEdge);
  found.edges.push(...ties.map((edge) => ({ ...edge, absent: true })));
  found.absent.push({ sources: own, location });
}

/** The one table of a NOT EXISTS that hangs on the rows of the answer: it is asked whether there is a row of it. */
function topOf(reading: Reading, plan: Embedding, { sources, location }: Absent): Source {
  const parents = parentsIn(plan);
  const [top, another] = sources.filter((source) => {
    const parent = parents.get(source);
    return parent === undefined || !sources.includes(parent);
  });
  if (top && !another && parents.get(top) === plan.source) return top;
  return refuse(
    reading,
    location,
    'PostgREST asks for rows of {0} without others: the subquery can be tied to {0} alone, by one table.',
    plan.source.table.name,
  );
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

/** The tables that have a row in each row of the result: most conditions are not true of a missing one. */
function presentIn(
  sources: readonly Source[],
  edges: readonly Edge[],
  requirements: readonly Requirement[],
): Set<Source> {
  return new Set([
    ...sources.filter(({ optional }) => !optional),
    ...edges.flatMap(({ one, other, optional, absent }) =>
      optional === undefined && !absent ? [one.source, other.source] : [],
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
  present: ReadonlySet<Source>,
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
    if (present.has(source)) {
      refuse(
        reading,
        location,
        'No row can fulfil this: {0} is to be missing here, and to be there elsewhere.',
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
