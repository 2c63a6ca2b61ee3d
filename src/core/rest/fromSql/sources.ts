import type { JoinExpr, Node, RangeVar } from 'libpg-query';
import { wordsOf } from '../../sql/names';
import type { RestTable } from '../restCatalog';
import { locationOf, type Reading, refuse } from './reading';

/** A table of the statement under its name there. */
export interface Source {
  readonly alias: string;
  readonly table: RestTable;
  /** The inner side of a LEFT JOIN: its row may be missing. */
  readonly optional: boolean;
  /** What a function returns: its columns are not known. */
  readonly isOpen: boolean;
  /** How many subqueries it stands in. */
  readonly depth: number;
  readonly location: number | undefined;
}

/** The FROM clause taken apart: tables, and what their rows must fulfil. */
export interface From {
  readonly sources: readonly Source[];
  readonly conditions: readonly FromCondition[];
}

export interface FromCondition {
  readonly node: Node;
  /** The alias of the table that a LEFT JOIN's condition is about. */
  readonly optional?: string;
}

export function fromClause(reading: Reading, items: readonly Node[], depth = 0): From {
  const sources: Source[] = [];
  const conditions: FromCondition[] = [];
  for (const item of items) visit(reading, item, { sources, conditions, depth }, false);
  return { sources, conditions };
}

interface Found {
  readonly sources: Source[];
  readonly conditions: FromCondition[];
  readonly depth: number;
}

function visit(reading: Reading, node: Node, found: Found, optional: boolean): void {
  if ('RangeVar' in node) {
    found.sources.push({ ...sourceOf(reading, node.RangeVar), optional, depth: found.depth });
  } else if ('JoinExpr' in node) join(reading, node.JoinExpr, found, optional);
  else if ('RangeSubselect' in node) {
    refuse(reading, undefined, 'A request reads from tables: PostgREST has no subquery in FROM.');
  } else refuse(reading, undefined, 'PostgREST cannot read from what FROM names here.');
}

export function sourceOf(reading: Reading, range: RangeVar): Source {
  const { relname: name = '', schemaname, location } = range;
  const { catalog } = reading;
  if (schemaname !== undefined && schemaname !== catalog.schema) {
    refuse(
      reading,
      location,
      'A request speaks to one schema, here {0}: the table {1} is in another.',
      catalog.schema,
      `${schemaname}.${name}`,
    );
  }
  const table = catalog.tables.get(name);
  if (!table) {
    return refuse(
      reading,
      location,
      'PostgREST offers no table {0} in the schema {1}.',
      name,
      catalog.schema,
    );
  }
  const alias = range.alias?.aliasname ?? name;
  return { alias, table, optional: false, isOpen: false, depth: 0, location };
}

function join(reading: Reading, expression: JoinExpr, found: Found, optional: boolean): void {
  const { jointype, larg, rarg, quals, usingClause, isNatural } = expression;
  const [left, right] = jointype === 'JOIN_RIGHT' ? [rarg, larg] : [larg, rarg];
  const outer = jointype === 'JOIN_LEFT' || jointype === 'JOIN_RIGHT';
  if (!left || !right || isNatural || (jointype !== 'JOIN_INNER' && !outer)) {
    refuse(
      reading,
      locationOf(rarg),
      'PostgREST joins along foreign keys: only JOIN … ON and LEFT JOIN … ON can be written as a request.',
    );
  }
  if (outer && 'JoinExpr' in right) {
    refuse(reading, locationOf(right), 'Only one table can be on the inner side of an outer join.');
  }
  visit(reading, left, found, optional);
  const before = [...found.sources];
  visit(reading, right, found, optional || outer);
  const added = found.sources.at(-1);
  const about = outer && added ? { optional: added.alias } : {};
  if (quals) found.conditions.push({ node: quals, ...about });
  for (const column of wordsOf(usingClause)) {
    const other = before.find(({ table }) => table.columns.some(({ name }) => name === column));
    if (!added || !other) continue;
    found.conditions.push({ node: equality(other.alias, added.alias, column), ...about });
  }
}

function equality(left: string, right: string, column: string): Node {
  const reference = (alias: string): Node => ({
    ColumnRef: { fields: [{ String: { sval: alias } }, { String: { sval: column } }] },
  });
  return {
    A_Expr: {
      kind: 'AEXPR_OP',
      name: [{ String: { sval: '=' } }],
      lexpr: reference(left),
      rexpr: reference(right),
    },
  };
}
