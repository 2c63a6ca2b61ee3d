import type { ResultsView } from '../../src/protocol/results';
import { announce } from '../announce';
import { h } from '../dom';
import { say, sayNumber } from '../say';
import { button } from '../ui';

type RowsView = Extract<ResultsView, { kind: 'rows' }>;

export interface StatusLine {
  readonly element: HTMLElement;
  update(view: RowsView): void;
  problem(text: string): void;
}

/** Under the grid: how many rows, what the host says beside it, and Cancel while rows arrive. */
export function createStatusLine(onCancel: () => void): StatusLine {
  const count = h('span', { class: 'count' });
  const status = h('span', { class: 'quiet' });
  const note = h('span', { class: 'note' });
  const problem = h('span', { class: 'problem', role: 'alert' });
  const cancel = button({ text: say('Cancel'), look: 'secondary', onClick: onCancel });
  let announced: RowsView['progress'] = 'reading';
  return {
    element: h('footer', {}, count, status, note, problem, cancel),
    update(view) {
      count.textContent = countText(view);
      status.textContent = view.status;
      note.textContent = noteText(view.progress);
      cancel.hidden = view.progress !== 'reading';
      if (view.progress !== announced) announce(`${countText(view)} ${noteText(view.progress)}`);
      announced = view.progress;
    },
    problem(text) {
      problem.textContent = text;
    },
  };
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
    case 'reading':
    case 'complete':
      return '';
  }
}
