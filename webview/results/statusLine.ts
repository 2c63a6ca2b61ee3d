import type { Summary } from '../../src/core/results/summary';
import type { ResultsView } from '../../src/protocol/results';
import { announce } from '../announce';
import { commandKey, h } from '../dom';
import { say, sayNumber } from '../say';
import { button, iconButton } from '../ui';

type RowsView = Extract<ResultsView, { kind: 'rows' }>;

export interface StatusLine {
  readonly element: HTMLElement;
  update(view: RowsView): void;
  /** Of the selection; nothing for one cell. */
  summary(summary: Summary | undefined): void;
  /** How far sorting and filtering is; nothing once it has ended. */
  arranging(progress: { readonly done: number; readonly of: number } | undefined): void;
  /** How many columns are hidden. */
  hidden(count: number): void;
  problem(text: string): void;
}

/** Under the grid: how many rows, what the host says beside it, what is selected, and what can be done with it. */
export function createStatusLine(on: {
  readonly cancel: () => void;
  readonly stopArranging: () => void;
  readonly clear: () => void;
  readonly chooseColumns: () => void;
  readonly edit: () => void;
  readonly copyAs: () => void;
  readonly exportRows: () => void;
  readonly act: (action: number) => void;
}): StatusLine {
  const count = h('span', { class: 'count' });
  const status = h('span', { class: 'quiet' });
  const note = h('span', { class: 'note' });
  const problem = h('span', { class: 'problem', role: 'alert' });
  const cancel = button({
    text: say('Cancel'),
    look: 'secondary',
    onClick: () => (isArranging ? on.stopArranging() : on.cancel()),
  });
  const summary = h('span', { class: 'summary', role: 'status' });
  const copyAs = iconButton(on.copyAs);
  copyAs.set({ icon: 'copy', label: say('Copy As… ({0})', `${commandKey}+Shift+C`) });
  const clear = button({
    text: say('Clear Sort and Filters'),
    look: 'secondary',
    onClick: on.clear,
  });
  const arranging = h('span', { class: 'note' });
  const hidden = h('span', { class: 'quiet' });
  const columns = iconButton(on.chooseColumns);
  columns.set({ icon: 'list-selection', label: say('Columns…') });
  const edit = iconButton(on.edit);
  edit.set({ icon: 'edit', label: say('Edit Rows (F2)') });
  const exportRows = iconButton(on.exportRows);
  exportRows.set({ icon: 'export', label: say('Export Result…') });
  const offers = h('span', { class: 'offers' });
  const tools = h(
    'span',
    { class: 'tools' },
    ...[offers, clear, cancel, edit.element, columns.element, copyAs.element, exportRows.element],
  );
  let announced = 'reading';
  let isReading = false;
  let isArranging = false;
  return {
    element: h('footer', {}, count, status, note, hidden, arranging, problem, summary, tools),
    update(view) {
      count.textContent = countText(view);
      status.textContent = view.status;
      note.textContent = noteText(view);
      edit.element.hidden = view.edits === undefined || view.edits.kind === 'editing';
      clear.hidden = view.arranged === undefined;
      isReading = view.progress === 'reading';
      cancel.hidden = !isReading;
      offers.replaceChildren(
        ...(view.offers ?? []).map(({ label, action }) =>
          button({ text: label, look: 'secondary', onClick: () => on.act(action) }),
        ),
      );
      const state = stateOf(view);
      if (state !== announced) announce(`${countText(view)} ${noteText(view)}`);
      announced = state;
    },
    summary(found) {
      summary.textContent = found === undefined ? '' : summaryText(found);
    },
    arranging(progress) {
      isArranging = progress !== undefined;
      cancel.hidden = !isReading && !isArranging;
      arranging.textContent = progress
        ? say('Sorting and filtering: {0} of {1}', sayNumber(progress.done), sayNumber(progress.of))
        : '';
    },
    hidden(hiddenCount) {
      hidden.textContent =
        hiddenCount > 0 ? say('Hidden columns: {0}', sayNumber(hiddenCount)) : '';
    },
    problem(text) {
      problem.textContent = text;
    },
  };
}

function summaryText({ count, numbers }: Summary): string {
  const parts = [say('Count {0}', sayNumber(count))];
  if (numbers) {
    parts.push(
      say('Sum {0}', numbers.sum),
      say('Min {0}', numbers.min),
      say('Max {0}', numbers.max),
    );
  }
  return parts.join(' · ');
}

/** Changes when there is something to say. */
function stateOf({ progress, arranged }: RowsView): string {
  return arranged ? progress + JSON.stringify(arranged) : progress;
}

function countText({ rowCount, progress, arranged }: RowsView): string {
  const number = sayNumber(rowCount);
  if (arranged && arranged.filters.length > 0) {
    return say('{0} of {1} fetched rows', number, sayNumber(arranged.fetched));
  }
  if (progress === 'reading') return say('{0} rows…', number);
  return say(rowCount === 1 ? '{0} row' : '{0} rows', number);
}

function noteText({ progress, arranged }: RowsView): string {
  const isWhole = progress === 'complete' || progress === 'reading';
  if (arranged && !isWhole) return say('Rows that were not fetched are not among these.');
  switch (progress) {
    case 'capped':
      return say('Stopped at the limit: there are more rows on the server.');
    case 'cancelled':
      return say('Cancelled: these are the rows that arrived.');
    case 'broken':
      return say('The statement failed: these are the rows that arrived before.');
    case 'more':
      return say('Scroll to the end for more.');
    case 'reading':
    case 'complete':
      return '';
  }
}
