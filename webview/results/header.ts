import type { VirtualItem } from '@tanstack/virtual-core';
import type { ResultColumn } from '../../src/core/ports';
import { isNumeric } from '../../src/core/results/columnKinds';
import { commandKey, h } from '../dom';
import { say } from '../say';

export interface Header {
  readonly element: HTMLElement;
  paint(visible: readonly VirtualItem[]): void;
  /** The same columns, with types that were not known before. */
  name(columns: readonly ResultColumn[]): void;
  /** The column whose header holds the element; none for an edge, which is dragged. */
  columnOf(element: Element): number | undefined;
}

/** Names and types of the columns; the right edge of each can be dragged. */
export function createHeader(options: {
  readonly columns: readonly ResultColumn[];
  readonly widthOf: (index: number) => number;
  readonly setWidth: (index: number, width: number) => void;
}): Header {
  const strip = h('div', { class: 'strip', role: 'presentation' });
  const corner = h('div', { class: 'number', role: 'columnheader', 'aria-colindex': 1 }, '#');
  const element = h(
    'div',
    { class: 'line headerLine', role: 'row', 'aria-rowindex': 1 },
    corner,
    strip,
  );
  let painted: readonly VirtualItem[] = [];
  let { columns } = options;

  function cell({ index, start, size }: VirtualItem): HTMLElement {
    const { name, type } = columns[index] ?? { name: '', type: '' };
    const made = h(
      'div',
      {
        class: isNumeric(type) ? 'cell numeric' : 'cell',
        role: 'columnheader',
        'aria-colindex': index + 2,
        title: type === '' ? name : `${name}  ${type}`,
      },
      h('span', {}, name),
      ' ',
      h('span', { class: 'columnType' }, type),
      edge(index),
    );
    made.style.left = `${start}px`;
    made.style.width = `${size}px`;
    return made;
  }

  function edge(index: number): HTMLElement {
    const handle = h('span', {
      class: 'edge',
      'aria-hidden': 'true',
      title: say('Widen or narrow the column with {0}.', `${commandKey}+Shift+←/→`),
    });
    handle.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      const from = event.clientX;
      const before = options.widthOf(index);
      const stop = new AbortController();
      // On the window: the header is repainted, and the handle replaced, while it is dragged.
      addEventListener(
        'pointermove',
        ({ clientX }) => options.setWidth(index, before + clientX - from),
        { signal: stop.signal },
      );
      for (const end of ['pointerup', 'pointercancel']) {
        addEventListener(end, () => stop.abort(), { signal: stop.signal });
      }
    });
    return handle;
  }

  return {
    element,
    paint(visible) {
      if (visible === painted) return;
      painted = visible;
      strip.replaceChildren(...visible.map(cell));
    },
    columnOf(target) {
      if (target.closest('.edge')) return undefined;
      const at = [...strip.children].indexOf(target.closest('.cell') ?? target);
      return painted[at]?.index;
    },
    name(given) {
      columns = given;
      strip.replaceChildren(...painted.map(cell));
    },
  };
}
