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
  problem(text: string): void;
}

/** Under the grid: how many rows, what the host says beside it, what is selected, and what can be done with it. */
export function createStatusLine(on: {
  readonly cancel: () => void;
  readonly copyAs: () => void;
  readonly exportRows: () => void;
  readonly act: (action: number) => void;
}): StatusLine {
  const count = h('span', { class: 'count' });
  const status = h('span', { class: 'quiet' });
  const note = h('span', { class: 'note' });
  const problem = h('span', { class: 'problem', role: 'alert' });
  const cancel = button({ text: say('Cancel'), look: 'secondary', onClick: on.cancel });
  const summary = h('span', { class: 'summary', role: 'status' });
  const copyAs = iconButton(on.copyAs);
  copyAs.set({ icon: 'copy', label: say('Copy As… ({0})', `${commandKey}+Shift+C`) });
  const exportRows = iconButton(on.exportRows);
  exportRows.set({ icon: 'export', label: say('Export Result…') });
  const offers = h('span', { class: 'offers' });
  const tools = h('span', { class: 'tools' }, offers, cancel, copyAs.element, exportRows.element);
  let announced: RowsView['progress'] = 'reading';
  return {
    element: h('footer', {}, count, status, note, problem, summary, tools),
    update(view) {
      count.textContent = countText(view);
      status.textContent = view.status;
      note.textContent = noteText(view.progress);
      cancel.hidden = view.progress !== 'reading';
      offers.replaceChildren(
        ...(view.offers ?? []).map(({ label, action }) =>
          button({ text: label, look: 'secondary', onClick: () => on.act(action) }),
        ),
      );
      if (view.progress !== announced) announce(`${countText(view)} ${noteText(view.progress)}`);
      announced = view.progress;
    },
    summary(found) {
      summary.textContent = found === undefined ? '' : summaryText(found);
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

function countText({ rowCount, progress }: RowsView): string {
  const number = sayNumber(rowCount);
  if (progress === 'reading') return say('{0} rows…', number);
  return say(rowCount === 1 ? '{0} row' : '{0} rows', number);
}

function noteText(progress: RowsView['progress']): string {
  switch (progress) {
    case 'capped':
      return say('Stopped at the limit: there are more rows on the server.');
    case 'cancelled':
      return say('Cancelled: these are the rows that arrived.');
    case 'more':
      return say('Scroll to the end for more.');
    case 'reading':
    case 'complete':
      return '';
  }
}
