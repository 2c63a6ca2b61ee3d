import { packRows } from '../../core/packedRows';
import type { EditAction, ViewChange } from '../../protocol/edits';
import type { RowPlaces } from '../edits/editingView';
import type { EditedRows, Edits } from '../edits/edits';
import type { LoadOnDemand } from '../onDemand';
import type { Kept } from './resultRun';

/** Edits of the results, each from its own start on. */
export interface ResultEdits {
  change(run: Kept, changes: readonly ViewChange[]): Promise<void>;
  act(run: Kept, action: EditAction): Promise<void>;
}

export function createResultEdits(
  load: () => Promise<Pick<Awaited<ReturnType<LoadOnDemand>>, 'createEdits'>>,
  on: {
    /** What is pending is something else now. */
    readonly changed: (run: Kept) => void;
    /** The rows are others now. */
    readonly written: (run: Kept) => Promise<void>;
  },
): ResultEdits {
  async function editsOf(run: Kept): Promise<Edits | undefined> {
    const { source } = run.actions;
    if (run.edits || !source) return run.edits;
    const { createEdits } = await load();
    run.edits ??= createEdits(source, rowsOf(run));
    return run.edits;
  }

  function rowsOf(run: Kept): EditedRows {
    return {
      columns: run.view.kind === 'rows' ? run.view.columns : [],
      row: async (number) => (await run.spool?.window(number, 1))?.[0],
      replace: (number, cells) => run.spool?.replace(number, cells),
      append: async (rows) => run.spool?.append(packRows(rows)),
      changed: () => on.changed(run),
      written: () => on.written(run),
    };
  }

  return {
    change: async (run, changes) => (await editsOf(run))?.change(changes, placesOf(run)),
    act: async (run, action) => (await editsOf(run))?.act(action),
  };
}

/** Where the rows of a result stand as they are arranged. */
export function placesOf({ spool, arranged }: Pick<Kept, 'spool' | 'arranged'>): RowPlaces {
  const count = spool?.rowCount ?? 0;
  if (!arranged) return { count, rowAt: (place) => place, placeOf: (row) => row };
  const { order } = arranged;
  return {
    count: order.length,
    rowAt: (place) => order[place],
    placeOf(row) {
      const place = order.indexOf(row);
      return place < 0 ? undefined : place;
    },
  };
}
