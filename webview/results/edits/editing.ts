import type { NewValue } from '../../../src/core/edits/changes';
import type { Cell, ResultColumn } from '../../../src/core/ports';
import { cellCount, type Selection } from '../../../src/core/results/selection';
import {
  type EditAction,
  type Editing,
  type EditingColumn,
  type EditState,
  largestStep,
  type ViewChange,
} from '../../../src/protocol/edits';
import type { ResultsContract } from '../../../src/protocol/results';
import { commandKey } from '../../dom';
import type { Host } from '../../host';
import { say, sayNumber } from '../../say';
import type { Grid } from '../gridTypes';
import type { MenuItem } from '../menu';
import type { Place } from '../movement';
import { type Onward, openCellEditor } from './cellEditor';
import { createEditBar } from './editBar';
import { createOverlay, type Overlay } from './overlay';

/** What the edits of a result need of the panel around them. */
export interface EditedPanel {
  readonly host: Host<ResultsContract>;
  readonly id: number;
  readonly frame: HTMLElement;
  readonly columns: () => readonly ResultColumn[];
  readonly grid: () => Grid;
  /** Where the columns stand: the numbers of those that are shown, in their order. */
  readonly numbers: () => readonly number[];
  /** By numbers of columns. */
  readonly selection: () => Selection;
  readonly openCell: (place: Place, focus: boolean) => void;
  readonly say: (problem: string) => void;
  readonly fail: (error: unknown) => void;
}

export interface Edits {
  readonly bar: HTMLElement;
  readonly overlay: Overlay;
  /** Rows that are new, after those of the host. */
  added(): number;
  /** The place in the last row, below another one. */
  last(above: Place): Place;
  update(state: EditState | undefined, rowCount: number): void;
  /** Starts editing, or says why it cannot be. */
  begin(): void;
  /** Edits a cell; shows the whole of it where it cannot be edited. */
  open(place: Place, focus: boolean): void;
  /** True for a key that is taken. */
  takes(event: KeyboardEvent): boolean;
  menu(): readonly MenuItem[];
  close(): void;
}

export function createEdits(panel: EditedPanel): Edits {
  const { host, id } = panel;
  let state: EditState | undefined;
  let rowCount = 0;
  let closeEditor = () => {};
  const overlay = createOverlay(panel.columns().length, (column) => {
    const at = panel.numbers().indexOf(column);
    return at < 0 ? undefined : at;
  });
  const bar = createEditBar({ act, insert: () => change([{ kind: 'insert' }]), remove });

  const now = (): Editing | undefined => (state?.kind === 'editing' ? state : undefined);

  function act(action: EditAction) {
    void host.request('edit', { id, action }).catch(panel.fail);
    panel.grid().focus();
  }

  function change(changes: readonly ViewChange[]) {
    if (changes.length > largestStep) {
      panel.say(say('Select at most {0} cells or rows to change at once.', sayNumber(largestStep)));
      return;
    }
    if (changes.length > 0) void host.request('change', { id, changes }).catch(panel.fail);
  }

  /** The state once it is known, which the host is asked for at the first try. */
  async function begun(): Promise<EditState | undefined> {
    if (state && state.kind !== 'editing') {
      await host.request('edit', { id, action: 'begin' }).catch(panel.fail);
    }
    return state;
  }

  /** Why a cell cannot be edited. */
  function lockOf(place: Place, column: EditingColumn | undefined): string | undefined {
    if (!column) return say('This column is of no table.');
    if (overlay.stateAt(place.row) === 'deleted') return say('This row is to be deleted.');
    return column.locked;
  }

  async function edit(place: Place, otherwise: (why: string) => void) {
    const known = await begun();
    if (!known) return;
    if (known.kind !== 'editing') {
      otherwise(known.kind === 'refused' ? known.why : '');
      return;
    }
    if (known.isApplying) return;
    const number = panel.numbers()[place.column] ?? 0;
    const column = known.columns.find((other) => other.column === number);
    const why = lockOf(place, column);
    if (why !== undefined || !column) otherwise(why ?? '');
    else await openEditor(place, number, column);
  }

  async function openEditor(place: Place, number: number, column: EditingColumn) {
    const value = await wholeOf(place.row, number);
    const cell = panel.grid().cellAt(place);
    if (!cell) return;
    closeEditor();
    closeEditor = openCellEditor({
      parent: panel.frame,
      cell,
      name: panel.columns()[number]?.name ?? '',
      column,
      value,
      done(typed, onward) {
        if (typed) change([{ kind: 'set', place: place.row, column: number, value: typed }]);
        goOn(place, onward);
      },
    });
  }

  /** The page has the first characters of a long cell; what is edited is the whole of it. */
  async function wholeOf(row: number, column: number): Promise<Cell> {
    const pending = overlay.valueAt(row, column);
    if (pending) return pending.kind === 'text' ? pending.text : null;
    if (row >= rowCount) return null;
    return (await host.request('wholeCell', { id, row, column })).cell;
  }

  function goOn(place: Place, onward: Onward) {
    const grid = panel.grid();
    grid.focus();
    if (onward === 'stay') return;
    const column = place.column + (onward === 'next' ? 1 : -1);
    if (column < 0 || column >= panel.numbers().length) return;
    grid.goTo({ row: place.row, column });
    open({ row: place.row, column }, true);
  }

  function open(place: Place, focus: boolean) {
    const show = () => panel.openCell(place, focus);
    if (state) void edit(place, show).catch(panel.fail);
    else show();
  }

  /** Everything that is selected, as long as it can be. */
  function setSelected(value: NewValue) {
    const editing = now();
    if (!editing) return;
    const { rows, columns } = panel.selection();
    const fitting = columns.filter((number) =>
      editing.columns.some(
        ({ column, locked, nullable }) =>
          column === number && locked === undefined && (value.kind !== 'null' || nullable),
      ),
    );
    if (fitting.length === 0) {
      panel.say(say('What is selected cannot be changed to that.'));
      return;
    }
    if (cellCount({ rows, columns: fitting }) > largestStep) {
      panel.say(say('Select at most {0} cells or rows to change at once.', sayNumber(largestStep)));
      return;
    }
    const places = rows.flatMap(placesIn);
    change(
      places.flatMap((place) =>
        fitting.map((column) => ({ kind: 'set', place, column, value }) as const),
      ),
    );
  }

  function remove() {
    const { rows } = panel.selection();
    if (!now()?.canDelete) return;
    if (cellCount({ rows, columns: [0] }) > largestStep) {
      panel.say(say('Select at most {0} cells or rows to change at once.', sayNumber(largestStep)));
      return;
    }
    change(rows.flatMap(placesIn).map((place) => ({ kind: 'delete', place })));
  }

  function takes({ key, ctrlKey, metaKey, shiftKey, altKey, target }: KeyboardEvent): boolean {
    const command = ctrlKey || metaKey;
    const isOfGrid = target instanceof Element && target.closest('[role=grid]') !== null;
    if (altKey || !isOfGrid) return false;
    if (key === 'F2' && state && !command && !shiftKey) {
      void edit(panel.grid().active(), panel.say).catch(panel.fail);
      return true;
    }
    if (key === 'Enter' && shiftKey && !command) {
      panel.openCell(panel.grid().active(), true);
      return true;
    }
    if (!command || !now()) return false;
    const letter = key.toLowerCase();
    if (key === 'Backspace') setSelected({ kind: 'null' });
    else if (key === 'Delete') remove();
    else if (letter === 'z') act(shiftKey ? 'redo' : 'undo');
    else if (letter === 'y') act('redo');
    else return false;
    return true;
  }

  return {
    bar: bar.element,
    overlay,
    added: () => now()?.added ?? 0,
    last: ({ column }) => ({ row: rowCount + (now()?.added ?? 0) - 1, column }),
    update(next, count) {
      state = next;
      rowCount = count;
      overlay.update(now(), count);
      bar.update(now());
    },
    begin() {
      void begun()
        .then((known) => {
          if (known?.kind === 'refused') panel.say(known.why);
          else panel.grid().focus();
        })
        .catch(panel.fail);
    },
    open,
    takes,
    menu() {
      if (!now()) return [];
      const canDelete = now()?.canDelete ?? false;
      return [
        {
          label: say('Set NULL'),
          keys: `${commandKey}+Backspace`,
          run: () => setSelected({ kind: 'null' }),
        },
        { label: say('Set DEFAULT'), run: () => setSelected({ kind: 'default' }) },
        ...(canDelete
          ? [{ label: say('Delete Rows'), keys: `${commandKey}+Delete`, run: remove }]
          : []),
      ];
    },
    close: () => closeEditor(),
  };
}

function placesIn({ first, last }: Selection['rows'][number]): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
