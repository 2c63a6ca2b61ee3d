import type { LogicNode } from '../ast';
import type { Relationship } from '../relationships';
import type { Place } from './expressions';
import { type Reading, refuse } from './reading';
import type { Source } from './sources';

/** Two columns of different tables that are equal. */
export interface Edge {
  readonly one: Place;
  readonly other: Place;
  readonly location: number | undefined;
  /** The alias of the table whose row the condition lets be missing. */
  readonly optional: string | undefined;
  /** Of a subquery that is only asked about: its own table. The condition may hold where the row around is missing. */
  readonly inside?: Source;
}

/** A condition on the rows of one table. */
export interface Requirement {
  readonly source: Source;
  readonly node: LogicNode;
  readonly location: number | undefined;
  /** Of an outer join: rows that fail it are as good as missing. */
  readonly isJoin: boolean;
}

/** A table with what is embedded in it. */
export interface Embedding {
  readonly source: Source;
  /** From the table around; undefined at the top. */
  readonly way: Relationship | undefined;
  readonly children: readonly Embedding[];
}

/**
 * Chooses the table that the request asks for, and the way to all others. From a table whose joins all lead to one
 * row each, the answer has the rows of the join; from any other, the many are nested.
 */
export function planOf(
  reading: Reading,
  sources: readonly Source[],
  edges: readonly Edge[],
  present: ReadonlySet<Source>,
): Embedding {
  const ways = (from: Source, to: Source) => wayBetween(from, to, edges, present);
  const plans = sources
    .filter((source) => present.has(source) && source.depth === 0)
    .map((source) => grow(source, undefined, sources, ways, new Set([source])))
    .filter((plan) => count(plan) === sources.length);
  const flat = plans.find((plan) => !isNested(plan));
  const chosen = flat ?? plans[0];
  if (chosen) return withAllEdges(reading, chosen, edges);
  const [first, second] = sources;
  const edge = edges.find(({ one, other }) => !ways(one.source, other.source));
  if (edge) {
    return refuse(
      reading,
      edge.location,
      'PostgREST joins along foreign keys, and none leads from {0} to {1} in this way.',
      edge.one.source.table.name,
      edge.other.source.table.name,
    );
  }
  const apart = sources.find(({ depth }) => depth > 0);
  if (apart) return refuseApart(reading, apart);
  return refuse(
    reading,
    second?.location,
    'PostgREST has no cross join: join {0} and {1} along a foreign key.',
    first?.alias ?? '',
    second?.alias ?? '',
  );
}

/** Says that nothing ties a subquery to the rows around it. */
export function refuseApart(reading: Reading, source: Source | undefined): never {
  return refuse(
    reading,
    source?.location,
    'A subquery has to be tied to the rows around it along a foreign key: nothing ties {0} to them.',
    source?.alias ?? '',
  );
}

/** A tree of embedded tables has one way to each: what joins them in a ring would be left out. */
function withAllEdges(reading: Reading, plan: Embedding, edges: readonly Edge[]): Embedding {
  const parents = parentsIn(plan);
  const unused = edges.find(
    ({ one, other }) =>
      parents.get(one.source) !== other.source && parents.get(other.source) !== one.source,
  );
  if (!unused) return plan;
  return refuse(
    reading,
    unused.location,
    'PostgREST joins a table in one way: {0} and {1} are tied together by other tables already.',
    unused.one.source.alias,
    unused.other.source.alias,
  );
}

/** The table around each one. */
export function parentsIn({ source, children }: Embedding): ReadonlyMap<Source, Source> {
  return new Map(
    children.flatMap((child) => [[child.source, source] as const, ...parentsIn(child)]),
  );
}

function grow(
  source: Source,
  way: Relationship | undefined,
  sources: readonly Source[],
  ways: (from: Source, to: Source) => Relationship | undefined,
  reached: Set<Source>,
): Embedding {
  const near = sources.flatMap((other) => {
    // From a subquery no way leads back out: its rows are not those of the answer.
    const next = reached.has(other) || other.depth < source.depth ? undefined : ways(source, other);
    if (!next) return [];
    reached.add(other);
    return [{ other, next }];
  });
  const children = near.map(({ other, next }) => grow(other, next, sources, ways, reached));
  return { source, way, children };
}

/** The foreign key whose columns are exactly those that are equal. */
function wayBetween(
  source: Source,
  other: Source,
  edges: readonly Edge[],
  present: ReadonlySet<Source>,
): Relationship | undefined {
  const pairs = edges.flatMap(({ one, other: two, optional }) => {
    // From a row that may be missing no way leads to the one that is there.
    if (optional === source.alias && !present.has(source)) return [];
    if (one.source === source && two.source === other) return [pair(one, two)];
    if (two.source === source && one.source === other) return [pair(two, one)];
    return [];
  });
  const wanted = new Set(pairs);
  return source.table.relations.find(
    ({ table, on, through }) =>
      table === other.table.name &&
      !through &&
      on.length === wanted.size &&
      on.every(({ here, there }) => wanted.has(`${here}\n${there}`)),
  );
}

function pair(here: Place, there: Place): string {
  return `${here.field.name.name}\n${there.field.name.name}`;
}

function count({ children }: Embedding): number {
  return 1 + children.reduce((sum, child) => sum + count(child), 0);
}

/** Whether a row may embed many; of some tables there are none, and nobody sees those of a subquery. */
export function isNested({ children }: Embedding, none: ReadonlySet<Source> = new Set()): boolean {
  return children.some(
    (child) =>
      child.source.depth === 0 &&
      ((child.way?.many === true && !none.has(child.source)) || isNested(child, none)),
  );
}
