import type { ResultsView } from '../../src/protocol/results';

type RowsView = Extract<ResultsView, { kind: 'rows' }>;

/** Pixels before the end of the grid. */
const endInSight = 44;

/** Asks for the next rows, once for each end that comes in sight; gives what looks whether it is. */
export function askForMoreIn(
  frame: HTMLElement,
  shown: () => RowsView,
  ask: () => void,
): () => void {
  let asked = 0;

  function look() {
    const { progress, arranged, rowCount } = shown();
    const scroller = frame.querySelector('[role=grid]');
    // A filter that leaves few rows would ask for page after page.
    if (!scroller || progress !== 'more' || arranged || asked === rowCount) return;
    if (scroller.scrollTop + scroller.clientHeight < scroller.scrollHeight - endInSight) return;
    asked = rowCount;
    ask();
  }

  // The grid's own scroller: its scrolling does not bubble.
  frame.addEventListener('scroll', look, true);
  return look;
}
