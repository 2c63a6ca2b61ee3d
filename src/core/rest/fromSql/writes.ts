import type { DeleteStmt, InsertStmt, Node, OnConflictClause, UpdateStmt } from 'libpg-query';
import { wordsOf } from '../../sql/names';
import type { Parameter } from '../ast';
import { nameFor, nowhere, parameterFor } from './build';
import { type ColumnPath, selectionOf } from './embeds';
import { filtersOf } from './filters';
import { jsonOf, listText, objectText } from './json';
import { type Reading, refuse } from './reading';
import type { RequestParts } from './request';
import { rowsOf } from './rows';
import { type Source, sourceOf } from './sources';
import { targetsOf } from './targets';

export function insertRequest(reading: Reading, insert: InsertStmt): RequestParts {
  const source = tableOf(reading, insert);
  const columns = columnsOf(insert, source);
  const rows = valuesOf(reading, insert);
  const location = source.location;
  if (insert.override && insert.override !== 'OVERRIDING_NOT_SET') {
    refuse(reading, location, 'A request cannot say OVERRIDING.');
  }
  const defaults = rows.some((row) => row.some((node) => 'SetToDefault' in node));
  const objects = rows.map((row) =>
    objectText(
      row.flatMap((node, index): [string, string][] => {
        const column = columns[index];
        if (column === undefined) {
          return refuse(reading, location, 'INSERT has more values than columns.');
        }
        if ('SetToDefault' in node) return [];
        return [[column, jsonOf(reading, node, typeIn(source, column), location)]];
      }),
    ),
  );
  const conflict = conflictOf(reading, insert.onConflictClause, columns, source);
  const [only = '{}', another] = objects;
  return writing(reading, source, insert, {
    method: 'POST',
    body: another ? listText(objects) : only,
    parameters: [
      ...conflict.parameters,
      ...(defaults && another
        ? [parameterFor({ kind: 'columns', names: columns.map(nameFor) })]
        : []),
    ],
    preferences: [...conflict.preferences, ...(defaults && another ? ['missing=default'] : [])],
  });
}

export function updateRequest(reading: Reading, update: UpdateStmt): RequestParts {
  const source = tableOf(reading, update);
  if (update.fromClause?.length) {
    refuse(
      reading,
      source.location,
      'PostgREST changes rows by their own columns: UPDATE … FROM has no request.',
    );
  }
  const members = (update.targetList ?? []).flatMap((node): [string, string][] => {
    if (!('ResTarget' in node)) return [];
    const { name = '', val, indirection, location } = node.ResTarget;
    if (!val || indirection || 'MultiAssignRef' in val || 'SetToDefault' in val) {
      return refuse(
        reading,
        location,
        'A request sets a whole column to a value: {0} cannot be set like this.',
        name,
      );
    }
    return [[name, jsonOf(reading, val, typeIn(source, name), location)]];
  });
  return writing(reading, source, update, {
    method: 'PATCH',
    body: objectText(members),
    parameters: [],
    preferences: [],
  });
}

export function deleteRequest(reading: Reading, remove: DeleteStmt): RequestParts {
  const source = tableOf(reading, remove);
  if (remove.usingClause?.length) {
    refuse(
      reading,
      source.location,
      'PostgREST deletes rows by their own columns: DELETE … USING has no request.',
    );
  }
  return writing(reading, source, remove, {
    method: 'DELETE',
    body: undefined,
    parameters: [],
    preferences: [],
  });
}

type Write = InsertStmt | UpdateStmt | DeleteStmt;

function writing(
  reading: Reading,
  source: Source,
  write: Write,
  said: Pick<RequestParts, 'method' | 'body' | 'parameters'> & {
    readonly preferences: readonly string[];
  },
): RequestParts {
  const where = 'whereClause' in write ? write.whereClause : undefined;
  const rows = rowsOf(reading, [source], [], where);
  const [embedded] = rows.plan.children;
  if (embedded) {
    refuse(
      reading,
      embedded.source.location,
      'PostgREST changes rows by their own columns: no subquery can choose them.',
    );
  }
  const { returningClause: returning } = write;
  const targets = targetsOf(reading, [source], returning?.exprs ?? []);
  const { items, chains, paths } = selectionOf(rows, targets, new Set());
  const columns: readonly ColumnPath[] = targets.flatMap((target) => paths.get(target) ?? []);
  const preferences = [...(returning ? ['return=representation'] : []), ...said.preferences];
  const select: readonly Parameter[] =
    items.length > 0 ? [parameterFor({ kind: 'select', items })] : [];
  return {
    method: said.method,
    path: { ...nowhere, kind: 'table', name: source.table.name },
    parameters: [...filtersOf(rows, chains), ...said.parameters, ...select],
    headers: preferences.length > 0 ? [['Prefer', preferences.join(', ')]] : [],
    body: said.body,
    columns,
    isOrdered: false,
    notes: [],
  };
}

function tableOf(reading: Reading, { relation, withClause }: Write): Source {
  if (withClause) {
    refuse(reading, withClause.location, 'PostgREST has no WITH: put the query into a function.');
  }
  return sourceOf(reading, relation ?? {});
}

function columnsOf({ cols }: InsertStmt, { table }: Source): readonly string[] {
  if (!cols) return table.columns.map(({ name }) => name);
  return cols.flatMap((node) => ('ResTarget' in node ? (node.ResTarget.name ?? []) : []));
}

/** The rows of VALUES; one without a value for DEFAULT VALUES. */
function valuesOf(
  reading: Reading,
  { selectStmt, relation }: InsertStmt,
): readonly (readonly Node[])[] {
  if (!selectStmt) return [[]];
  const lists = 'SelectStmt' in selectStmt ? selectStmt.SelectStmt.valuesLists : undefined;
  if (!lists) {
    return refuse(
      reading,
      relation?.location,
      'A request inserts the rows that it holds: INSERT … SELECT has none.',
    );
  }
  return lists.map((list) => ('List' in list ? (list.List.items ?? []) : []));
}

function typeIn({ table }: Source, column: string): string | undefined {
  return table.columns.find(({ name }) => name === column)?.type;
}

interface Conflict {
  readonly parameters: readonly Parameter[];
  readonly preferences: readonly string[];
}

/** PostgREST writes all the given columns over a row that is there, or leaves it. */
function conflictOf(
  reading: Reading,
  clause: OnConflictClause | undefined,
  columns: readonly string[],
  { table }: Source,
): Conflict {
  if (!clause) return { parameters: [], preferences: [] };
  const { action, infer, targetList = [], whereClause, location } = clause;
  const keys = (infer?.indexElems ?? []).flatMap((node) =>
    'IndexElem' in node ? (node.IndexElem.name ?? []) : [],
  );
  if (keys.length === 0 || infer?.whereClause || whereClause) {
    refuse(reading, location, 'ON CONFLICT of a request names columns and nothing else.');
  }
  const primary = table.columns.flatMap(({ name, primaryKey }) => (primaryKey ? name : []));
  const isPrimary = keys.length === primary.length && keys.every((key) => primary.includes(key));
  const parameters = isPrimary
    ? []
    : [parameterFor({ kind: 'on_conflict', names: keys.map(nameFor) })];
  if (action === 'ONCONFLICT_NOTHING') {
    return { parameters, preferences: ['resolution=ignore-duplicates'] };
  }
  const overwritten = targetList.flatMap((node) => {
    if (!('ResTarget' in node)) return [];
    const { name = '', val } = node.ResTarget;
    const words = val && 'ColumnRef' in val ? wordsOf(val.ColumnRef.fields) : [];
    return words[0] === 'excluded' && words[1] === name ? [name] : [undefined];
  });
  const wanted = columns.filter((column) => !keys.includes(column));
  const all =
    !overwritten.includes(undefined) && wanted.every((column) => overwritten.includes(column));
  if (!all || overwritten.some((column) => column !== undefined && !columns.includes(column))) {
    refuse(
      reading,
      location,
      'A request that meets a row which is there changes all the columns that it sends: set each of them to excluded.',
    );
  }
  return { parameters, preferences: ['resolution=merge-duplicates'] };
}
