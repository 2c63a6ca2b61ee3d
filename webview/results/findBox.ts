import type { CellAt, Wanted } from '../../src/core/results/find';
import { announce } from '../announce';
import { h } from '../dom';
import { say, sayNumber } from '../say';
import { iconButton } from '../ui';

export interface FindBox {
  readonly element: HTMLElement;
  open(): void;
  close(): void;
}

/** Finds text in a result, from the active cell on: Enter the next, Shift+Enter the one before, Escape leaves. */
export function createFindBox(on: {
  readonly active: () => CellAt;
  readonly find: (wanted: Wanted, signal: AbortSignal) => Promise<CellAt | null>;
  readonly show: (found: CellAt) => void;
  readonly leave: () => void;
  readonly fail: (error: unknown) => void;
}): FindBox {
  const input = h('input', { type: 'text', 'aria-label': say('Find'), placeholder: say('Find') });
  const outcome = h('span', { class: 'quiet', role: 'status' });
  const before = iconButton(() => void find(true));
  before.set({ icon: 'arrow-up', label: say('Previous match') });
  const next = iconButton(() => void find(false));
  next.set({ icon: 'arrow-down', label: say('Next match') });
  const leave = iconButton(close);
  leave.set({ icon: 'close', label: say('Close') });
  const element = h(
    'div',
    { class: 'find', role: 'search', hidden: true },
    input,
    outcome,
    before.element,
    next.element,
    leave.element,
  );
  let searching = new AbortController();

  async function find(backwards: boolean) {
    searching.abort();
    searching = new AbortController();
    const { signal } = searching;
    const text = input.value;
    if (text === '') return;
    outcome.textContent = say('Searching…');
    try {
      const found = await on.find({ text, from: on.active(), backwards }, signal);
      if (signal.aborted) return;
      outcome.textContent = found ? '' : say('Not found');
      if (!found) return;
      on.show(found);
      announce(say('Row {0}', sayNumber(found.row + 1)));
    } catch (error) {
      if (!signal.aborted) on.fail(error);
    }
  }

  function close() {
    searching.abort();
    if (element.hidden) return;
    element.hidden = true;
    on.leave();
  }

  input.addEventListener('input', () => {
    searching.abort();
    outcome.textContent = '';
  });
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && event.target === input) void find(event.shiftKey);
  });

  return {
    element,
    open() {
      element.hidden = false;
      input.select();
    },
    close,
  };
}
