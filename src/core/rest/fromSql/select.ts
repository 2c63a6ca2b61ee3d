import type { SelectStmt } from 'libpg-query';
import { message } from '../../errors';
import { fieldFor, nowhere, parameterFor } from './build';
import { callOf } from './call';
import { type ColumnPath, type Selection, selectionOf } from './embeds';
import { placeOf } from './expressions';
import { fieldsIn, filtersOf } from './filters';
import {
  hasStar,
  type Order,
  orderParameter,
  ordersOf,
  placeIn,
  range,
  targetNamed,
} from './orders';
import { isNested } from './plan';
import { locationOf, type Reading, refuse } from './reading';
import type { RequestParts } from './request';
import { type Rows, rowsOf } from './rows';
import { fromClause, type Source } from './sources';
import { keyOf, type Star, type Target, targetsOf } from './targets';

export function selectRequest(reading: Reading, select: SelectStmt): RequestParts {
  refuseClauses(reading, select);
  const called = callOf(reading, select);
  if (called && !('source' in called)) return called;
  const { sources, conditions } = called
    ? { sources: [called.source], conditions: [] }
    : fromClause(reading, select.fromClause ?? []);
  const rows = rowsOf(reading, sources, conditions, select.whereClause);
  const targets = targetsOf(reading, sources, select.targetList ?? []);
  checkGroups(reading, select, sources, targets);
  const orders = ordersOf(reading, select, sources, targets);
  const nested = isNested(rows.plan, new Set(rows.asked.values()));
  const used = new Set([...orders, ...rows.requirements].map(({ source }) => source));
  const looked = called ? lookedAt(targets, rows, orders) : [];
  const selection = selectionOf(rows, [...targets, ...looked], used);
  const aggregated = targets.some((target) => !('star' in target) && isAggregate(target));
  const [hollow] = selection.hollow;
  if (aggregated && hollow) {
    refuse(
      reading,
      hollow.location,
      'PostgREST cannot aggregate rows that {0} chooses: with an aggregate, each table needs a column that is selected.',
      hollow.alias,
    );
  }
  if (nested) checkNested(reading, select, sources, rows, orders, selection);
  const root = rows.plan.source;
  return {
    method: called?.method ?? 'GET',
    path: called?.path ?? { ...nowhere, kind: 'table', name: root.table.name },
    body: called?.body,
    parameters: [
      ...(called?.parameters ?? []),
      ...(selection.items.length > 0
        ? [parameterFor({ kind: 'select', items: selection.items })]
        : []),
      ...filtersOf(rows, selection.chains),
      ...orderParameter(reading, orders, selection, aggregated),
      ...range('limit', reading, select.limitCount),
      ...range('offset', reading, select.limitOffset),
    ],
    headers: [],
    columns: called && hasStar(targets) ? undefined : pathsOf(targets, selection),
    isOrdered: orders.length > 0,
    notes: [
      ...(nested
        ? [message('An embedded table has many rows for one, so that the answer nests them.')]
        : []),
      ...(aggregated
        ? [message('The server must allow aggregates, which are off unless it is told otherwise.')]
        : []),
    ],
  };
}

/** Of the rows of a function PostgREST filters and orders by selected columns alone. */
function lookedAt(
  targets: readonly (Target | Star)[],
  { plan: { source }, requirements }: Rows,
  orders: readonly Order[],
): readonly Target[] {
  if (hasStar(targets)) return [];
  const names = [
    ...requirements.flatMap(({ node }) => fieldsIn(node)),
    ...orders.map(({ term }) => term.field),
  ].map((field) => field.name.name);
  return [...new Set(names)]
    .filter((name) => !targets.some((target) => 'item' in target && target.name === name))
    .map((name) => ({
      source,
      item: { ...nowhere, kind: 'column', field: fieldFor(name) },
      name,
      location: undefined,
    }));
}

function refuseClauses(reading: Reading, select: SelectStmt): void {
  const {
    op,
    withClause,
    valuesLists,
    distinctClause,
    havingClause,
    windowClause,
    lockingClause,
    intoClause,
    limitOption,
  } = select;
  const no = (present: unknown, text: string, location?: number) => {
    if (present) refuse(reading, location, text);
  };
  no(
    op && op !== 'SETOP_NONE',
    'PostgREST has no UNION, INTERSECT or EXCEPT: send one request for each part.',
  );
  no(
    withClause,
    'PostgREST has no WITH: put the query into a view or a function.',
    withClause?.location,
  );
  no(valuesLists, 'A request reads from a table or a function, not from VALUES.');
  no(distinctClause, 'PostgREST has no DISTINCT: put the query into a view.');
  no(havingClause, 'PostgREST has no HAVING: put the query into a view.');
  no(windowClause, 'PostgREST has no window functions: put the query into a view.');
  no(lockingClause, 'PostgREST locks no rows: leave FOR UPDATE out.');
  no(intoClause, 'A request makes no table: leave INTO out.');
  no(limitOption === 'LIMIT_OPTION_WITH_TIES', 'PostgREST has no FETCH … WITH TIES: write LIMIT.');
}

function isAggregate({ item }: Target): boolean {
  return item.kind === 'count' || item.aggregate !== undefined;
}

/** PostgREST groups by all that is selected beside the aggregates, and by nothing else. */
function checkGroups(
  reading: Reading,
  { groupClause }: SelectStmt,
  sources: readonly Source[],
  targets: readonly (Target | Star)[],
): void {
  if (!groupClause) return;
  const columns = targets.flatMap((target) => ('star' in target ? [] : target));
  const plain = columns.filter((target) => !isAggregate(target));
  const groups = groupClause.map((node) => {
    const target = targetNamed(node, columns);
    const place = target ? placeIn(target) : placeOf(reading, sources, node);
    return place && keyOf(place);
  });
  const selected = plain.map((target) => {
    const place = placeIn(target);
    return place && keyOf(place);
  });
  const same =
    plain.length < columns.length &&
    groups.length === new Set(selected).size &&
    groups.every((key) => key !== undefined && selected.includes(key));
  if (!same) {
    refuse(
      reading,
      locationOf(groupClause[0]),
      'PostgREST groups by the columns that stand beside an aggregate: select exactly what GROUP BY names, and an aggregate.',
    );
  }
}

/** Rows that are nested cannot be counted or ordered as the rows of the join are. */
function checkNested(
  reading: Reading,
  { limitCount, limitOffset }: SelectStmt,
  sources: readonly Source[],
  { plan: { source: root }, asked }: Rows,
  orders: readonly Order[],
  { chains, paths }: Selection,
): void {
  if (limitCount || limitOffset) {
    refuse(
      reading,
      locationOf(limitCount ?? limitOffset),
      'LIMIT counts the rows of this join, but PostgREST would count the rows of {0} and nest the others.',
      root.table.name,
    );
  }
  const foreign = orders.find(({ source }) => source !== root);
  if (foreign) {
    refuse(
      reading,
      foreign.location,
      'PostgREST nests rows here, and orders by columns of {0} alone.',
      root.table.name,
    );
  }
  const selected = new Set([...paths.keys()].map(({ source }) => source));
  const onlyAsked = new Set(asked.values());
  const unseen = sources.find(
    (source) =>
      chains.has(source) && !onlyAsked.has(source) && source !== root && !selected.has(source),
  );
  if (unseen) {
    refuse(
      reading,
      unseen.location,
      'The join with {0} repeats rows, which PostgREST does not: select a column of it.',
      unseen.table.name,
    );
  }
}

function pathsOf(targets: readonly (Target | Star)[], { paths }: Selection): readonly ColumnPath[] {
  return targets.flatMap((target) => paths.get(target) ?? []);
}
