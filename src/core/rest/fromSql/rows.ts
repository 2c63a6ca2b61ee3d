import type { Node } from 'libpg-query';
import type { Field, LogicNode } from '../ast';
import { fieldFor, isNull } from './build';
import { type Asked, collect, type Found } from './collect';
import { type Edge, type Embedding, parentsIn, planOf, type Requirement } from './plan';
import { type Reading, refuse } from './reading';
import type { FromCondition, Source } from './sources';

/** Which rows a statement is about. */
export interface Rows {
  readonly plan: Embedding;
  readonly requirements: readonly Requirement[];
  /** The embedded tables that a requirement asks about, whether they have a row, by what stands there for their name. */
  readonly asked: ReadonlyMap<Field, Source>;
  /** Tables that must have a row, where they are not asked about. */
  readonly present: ReadonlySet<Source>;
}

/** Reads the joins and the conditions of FROM and WHERE. */
export function rowsOf(
  reading: Reading,
  sources: readonly Source[],
  joins: readonly FromCondition[],
  where: Node | undefined,
): Rows {
  const found: Found = { sources: [...sources], edges: [], requirements: [], asked: [] };
  const all = [...joins, ...(where ? [{ node: where }] : [])];
  for (const condition of all) collect(reading, sources, condition, found);
  const { edges, requirements } = found;
  const present = presentIn(found.sources, edges, requirements);
  const plan = planOf(reading, found.sources, edges, present);
  const parents = parentsIn(plan);
  const asked = new Map(
    found.asked.map((one) => [one.field, topOf(reading, parents, one)] as const),
  );
  requireAbove(plan, present, new Set(asked.values()));
  const rest = requirements.map((requirement) => {
    const missing = missingBy(reading, parents, requirement, present);
    if (!missing) return requirement;
    const field = fieldFor('');
    asked.set(field, requirement.source);
    return { ...requirement, source: missing, node: isNull(field) };
  });
  return { plan, requirements: rest, asked, present };
}

/** The one table of a subquery that hangs on the rows around it: it is asked whether there is a row of it. */
function topOf(
  reading: Reading,
  parents: ReadonlyMap<Source, Source>,
  { sources, around, location }: Asked,
): Source {
  const [top, another] = sources.filter((source) => {
    const parent = parents.get(source);
    return parent === undefined || !sources.includes(parent);
  });
  if (top && !another && parents.get(top) === around) return top;
  return refuse(
    reading,
    location,
    'PostgREST asks whether a row has others embedded in it: a subquery beside OR or NOT can be tied to {0} alone, by one table.',
    around.alias,
  );
}

/** The tables that have a row in each row of the result: most conditions are not true of a missing one. */
function presentIn(
  sources: readonly Source[],
  edges: readonly Edge[],
  requirements: readonly Requirement[],
): Set<Source> {
  return new Set([
    ...sources.filter(({ optional }) => !optional),
    ...edges.flatMap(({ one, other, optional, inside }) => {
      if (inside) return [inside];
      return optional === undefined ? [one.source, other.source] : [];
    }),
    ...requirements.flatMap(({ source, node, isJoin }) =>
      !isJoin && rejectsNull(node) ? [source] : [],
    ),
  ]);
}

/** The table around one that is missing: the condition asks for rows of it without the other. */
function missingBy(
  reading: Reading,
  parents: ReadonlyMap<Source, Source>,
  { source, node, location, isJoin }: Requirement,
  present: ReadonlySet<Source>,
): Source | undefined {
  if (isJoin || !source.optional || rejectsNull(node)) return undefined;
  const isPresent = present.has(source);
  if (saysMissing(source, node)) {
    const around = parents.get(source);
    if (isPresent) {
      refuse(
        reading,
        location,
        'No row can fulfil this: {0} is to be missing here, and to be there elsewhere.',
        source.alias,
      );
    }
    if (around && present.has(around)) return around;
  } else if (isPresent) return undefined;
  return refuse(
    reading,
    location,
    'This condition also holds where {0} has no row, which PostgREST cannot ask for: only that the key of {0} IS NULL.',
    source.alias,
  );
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

/** A row that must be there is only there with the rows that lead to it; one that is asked about need not be. */
function requireAbove(
  { source, children }: Embedding,
  present: Set<Source>,
  asked: ReadonlySet<Source>,
): boolean {
  const below = children.map((child) => requireAbove(child, present, asked)).includes(true);
  if (below) present.add(source);
  return present.has(source) && !asked.has(source);
}
