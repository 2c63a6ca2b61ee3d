import { cellCount, type Selection } from '../../src/core/results/selection';
import type { Summary } from '../../src/core/results/summary';

const settle = 150;

export interface SelectionSummary {
  of(selection: Selection): void;
  close(): void;
}

/** What the selected cells come to. Not while the selection still changes: a large one takes the host a while. */
export function createSummary(on: {
  readonly ask: (signal: AbortSignal) => Promise<Summary>;
  /** Nothing for one cell. */
  readonly show: (summary: Summary | undefined) => void;
  readonly fail: (error: unknown) => void;
}): SelectionSummary {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let abort = new AbortController();

  function close() {
    clearTimeout(timer);
    abort.abort();
  }

  return {
    of(selection) {
      close();
      on.show(undefined);
      if (cellCount(selection) < 2) return;
      abort = new AbortController();
      const { signal } = abort;
      timer = setTimeout(() => {
        void on
          .ask(signal)
          .then((summary) => signal.aborted || on.show(summary))
          .catch((error) => signal.aborted || on.fail(error));
      }, settle);
    },
    close,
  };
}
