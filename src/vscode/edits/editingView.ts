import type { Conflict } from '../../core/edits/apply';
import { changeCount, type EditLog, type RowEdit } from '../../core/edits/changes';
import { type EditTable, shownTable } from '../../core/edits/table';
import type { EditedRow, Editing } from '../../protocol/edits';
import { translate } from '../words';

/** Where the rows stand in the view, which may be sorted and filtered. */
export interface RowPlaces {
  readonly count: number;
  rowAt(place: number): number | undefined;
  /** Absent where a filter hides the row. */
  placeOf(row: number): number | undefined;
}

/** What came of the last try. */
export interface Outcome {
  readonly isProblem: boolean;
  readonly text: string;
  readonly conflict?: Conflict;
}

/** What is pending, as the page shows it. */
export function editingOf(
  table: EditTable,
  now: {
    readonly edits: readonly RowEdit[];
    readonly log: EditLog;
    readonly outcome: Outcome | undefined;
    readonly isApplying: boolean;
  },
  places: RowPlaces,
): Editing {
  const { edits, log, outcome, isApplying } = now;
  const added = edits.flatMap(({ kind, row }) => (kind === 'insert' ? [row] : []));
  const placeOf = (row: number) =>
    row < 0 ? places.count + added.indexOf(row) : places.placeOf(row);
  const shown = (edit: RowEdit) => {
    const place = placeOf(edit.row);
    return place === undefined ? [] : [{ place, state: states[edit.kind], cells: cellsOf(edit) }];
  };
  return {
    kind: 'editing',
    table: shownTable(table),
    columns: table.columns.map(({ at, nullable, hasDefault, choices, locked }) => ({
      column: at,
      nullable,
      hasDefault,
      ...(choices ? { choices } : {}),
      ...(locked ? { locked: translate(locked) } : {}),
    })),
    canInsert: table.canInsert,
    canDelete: table.canDelete,
    rows: edits.flatMap(shown),
    added: added.length,
    count: changeCount(edits),
    canUndo: log.done.length > 0,
    canRedo: log.undone.length > 0,
    isApplying,
    ...(outcome ? { outcome: shownOutcome(outcome) } : {}),
  };
}

const states = { update: 'changed', insert: 'new', delete: 'deleted' } as const;

function cellsOf(edit: RowEdit): EditedRow['cells'] {
  if (edit.kind === 'delete') return [];
  return [...edit.cells].map(([column, value]) => ({ column, value }));
}

function shownOutcome({ isProblem, text, conflict }: Outcome) {
  return { isProblem, text, canOverwrite: conflict?.present !== undefined };
}
