import { packRows } from '../../core/packedRows';
import type { Kept } from '../panels/resultRun';
import type { ResultRuns } from '../panels/resultRuns';
import { createEdits, type EditedRows, type Edits } from './edits';

/** The edits of a result, from the first time that somebody asks for them; none where its rows are of no statement. */
export function editsOf(
  run: Kept,
  runs: Pick<ResultRuns, 'changed' | 'written'>,
): Edits | undefined {
  const { source } = run.actions;
  if (source) run.edits ??= createEdits(source, rowsOf(run, runs));
  return run.edits;
}

function rowsOf(run: Kept, runs: Pick<ResultRuns, 'changed' | 'written'>): EditedRows {
  return {
    columns: run.view.kind === 'rows' ? run.view.columns : [],
    row: async (number) => (await run.spool?.window(number, 1))?.[0],
    replace: (number, cells) => run.spool?.replace(number, cells),
    append: async (rows) => run.spool?.append(packRows(rows)),
    changed: () => runs.changed(run),
    written: () => runs.written(run),
  };
}
