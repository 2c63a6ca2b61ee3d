import type { Embed, Name, SelectItem } from '../ast';
import { nameFor, nowhere } from './build';
import { fieldsIn } from './filters';
import type { Embedding } from './plan';
import type { Rows } from './rows';
import type { Source } from './sources';
import { expanded, type Star, type Target } from './targets';

/** Where the column of a result is in a row of the answer: names, one within the other. */
export type ColumnPath = readonly string[];

export interface Selection {
  readonly items: readonly SelectItem[];
  /** How the request calls each table, from the outermost one. */
  readonly chains: ReadonlyMap<Source, readonly Name[]>;
  readonly paths: ReadonlyMap<Target | Star, readonly ColumnPath[]>;
  /** Tables that are embedded without a column. */
  readonly hollow: readonly Source[];
}

/** What the request selects. `used` are tables that the request orders or filters by. */
export function selectionOf(
  { plan, present, asked, requirements }: Rows,
  targets: readonly (Target | Star)[],
  used: ReadonlySet<Source>,
): Selection {
  const onlyAsked = new Set(asked.values());
  const chains = new Map<Source, readonly Name[]>();
  const paths = new Map<Target | Star, ColumnPath[]>();
  const empty: Source[] = [];
  const onlyStar = targets.length === 1 && plan.children.every(({ source }) => source.depth > 0);

  function level(
    { source, children }: Embedding,
    chain: readonly Name[],
    around: ColumnPath,
    taken: Set<string>,
  ): SelectItem[] {
    chains.set(source, chain);
    const own = targets.filter((target) => target.source === source);
    const items = own.flatMap((target): SelectItem[] => {
      if (!('star' in target)) return [named(target, target, around, taken)];
      if (onlyStar) {
        paths.set(
          target,
          expanded(target).map(({ name }) => [name]),
        );
        return children.length === 0 ? [] : [{ ...nowhere, kind: 'star' }];
      }
      return expanded(target).map((column) => named(target, column, around, taken));
    });
    const repeated = (name: string) => children.filter(({ way }) => way?.name === name).length > 1;
    const aliases = new Set(source.table.columns.map(({ name }) => name));
    for (const child of children) {
      const { way } = child;
      if (!way || !isNeeded(child)) continue;
      const hollow = isHollow(child);
      const renamed = repeated(way.name) || isMistaken(source, child, hollow);
      const nested = way.many || renamed || hollow;
      const alias = renamed ? nameFor(unused(child.source.alias, aliases)) : undefined;
      const name = alias ?? nameFor(way.name);
      const inside = level(
        child,
        [...chain, name],
        nested ? [...around, name.name] : around,
        nested ? new Set() : taken,
      );
      if (inside.length === 0) empty.push(child.source);
      items.push({
        ...nowhere,
        kind: 'embed',
        spread: !nested && inside.length > 0,
        alias,
        relation: nameFor(way.name),
        hint: way.ambiguous ? nameFor(way.hint) : undefined,
        join: present.has(child.source) && !onlyAsked.has(child.source) ? 'inner' : undefined,
        items: inside,
        inside: nowhere,
      } satisfies Embed);
    }
    return items;
  }

  /** Whether the name of a column, by which a table is embedded, stands for the column itself elsewhere. */
  function isMistaken(around: Source, { source, way }: Embedding, hollow: boolean): boolean {
    const isColumn = around.table.columns.some(({ name }) => name === way?.name);
    const isAsked = requirements.some(
      (one) =>
        one.source === around && fieldsIn(one.node).some(({ name }) => name.name === way?.name),
    );
    return isColumn && (hollow || isAsked || onlyAsked.has(source));
  }

  /** An embedded table without columns of its own cannot stand in one that is spread. */
  function isHollow({ children: inner }: Embedding): boolean {
    return inner.some((one) => isNeeded(one) && selectsNothing(one));
  }

  function selectsNothing({ source, children: inner }: Embedding): boolean {
    return !targets.some((target) => target.source === source) && inner.every(selectsNothing);
  }

  /** Two columns of one row need two names. */
  function named(
    of: Target | Star,
    target: Target,
    around: ColumnPath,
    taken: Set<string>,
  ): SelectItem {
    const long = `${target.source.alias}_${target.name}`;
    const name = unused(taken.has(target.name) && !taken.has(long) ? long : target.name, taken);
    paths.set(of, [...(paths.get(of) ?? []), [...around, name]]);
    return name === target.name ? target.item : { ...target.item, alias: nameFor(name) };
  }

  /** A row that may be missing, and that nobody looks at, changes nothing. */
  function isNeeded(child: Embedding): boolean {
    return (
      present.has(child.source) ||
      onlyAsked.has(child.source) ||
      used.has(child.source) ||
      child.way?.many === true ||
      targets.some(({ source }) => source === child.source) ||
      child.children.some(isNeeded)
    );
  }

  return { items: level(plan, [], [], new Set()), chains, paths, hollow: empty };
}

/** The name, or with the first number behind it that nobody has taken. */
function unused(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}_${count}`;
  taken.add(name);
  return name;
}
