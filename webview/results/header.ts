import type { ResultColumn } from '../../src/core/ports';
import type { Arrangement } from '../../src/core/results/arrange/arrangement';
import { isNumeric } from '../../src/core/results/columnKinds';
import { commandKey, h, type Icon, icon } from '../dom';
import { say } from '../say';
import { cellText } from './cellText';
import type { PlacedColumn } from './columns';
import type { ShownColumns } from './columnView';
import { createStrips } from './strips';

export interface Header {
  readonly element: HTMLElement;
  paint(visible: readonly PlacedColumn[]): void;
  /** The same columns, with types that were not known before. */
  name(columns: readonly ResultColumn[]): void;
  /** The place of the column whose header holds the element. */
  columnOf(element: Element): number | undefined;
}

/** Names and types of the columns, how they are sorted and filtered; the right edge of each can be dragged. */
export function createHeader(options: {
  readonly columns: readonly ResultColumn[];
  readonly shown: ShownColumns;
  readonly arrangement: Arrangement;
  readonly widthOf: (at: number) => number;
  readonly setWidth: (at: number, width: number) => void;
  /** Another turn of the column's sort; `beside` the columns that are sorted by already. */
  readonly onSort: (column: number, beside: boolean) => void;
  readonly onMenu: (column: number, x: number, y: number) => void;
}): Header {
  const { numbers, pinned } = options.shown;
  const { sort, filters } = options.arrangement;
  const strips = createStrips();
  const corner = h('div', { class: 'number', role: 'columnheader', 'aria-colindex': 1 }, '#');
  const element = h(
    'div',
    { class: 'line headerLine', role: 'row', 'aria-rowindex': 1 },
    corner,
    strips.pinned,
    strips.scrolled,
  );
  let painted: readonly PlacedColumn[] = [];
  let cells: readonly HTMLElement[] = [];
  let { columns } = options;

  function cell({ index, start, size }: PlacedColumn): HTMLElement {
    const column = numbers[index] ?? 0;
    const { name, type, domain } = columns[column] ?? { name: '', type: '' };
    const sorted = sort.findIndex((other) => other.column === column);
    const made = h(
      'div',
      {
        class: isNumeric(type) ? 'cell numeric' : 'cell',
        role: 'columnheader',
        'aria-colindex': index + 2,
        'aria-sort': sorted < 0 ? 'none' : sort[sorted]?.descending ? 'descending' : 'ascending',
        title: type === '' ? name : `${name}  ${domain ? `${domain} (${type})` : type}`,
      },
      h('span', {}, cellText(name).text),
      // Not even a space where the type is not known: it would take the room of the name's last character.
      ...(type === '' ? [] : [' ', h('span', { class: 'columnType' }, domain ?? type)]),
      buttons(column, sorted),
      edge(index),
    );
    made.style.left = `${start}px`;
    made.style.width = `${size}px`;
    return made;
  }

  /** For the mouse; the keyboard has the menu of the cell, and a screen reader what it sorts by. */
  function buttons(column: number, sorted: number): HTMLElement {
    const isFiltered = filters.some((filter) => filter.column === column);
    const look: Icon = sort[sorted]?.descending ? 'arrow-down' : 'arrow-up';
    const order = headerButton(look, say('Sort (with Shift beside what is sorted by already)'));
    order.classList.add('order');
    order.classList.toggle('on', sorted >= 0);
    if (sorted >= 0 && sort.length > 1) order.append(String(sorted + 1));
    order.addEventListener('click', (event) => options.onSort(column, event.shiftKey));
    const menu = headerButton(isFiltered ? 'filter' : 'chevron-down', say('Column menu'));
    menu.classList.toggle('on', isFiltered);
    menu.addEventListener('click', () => {
      const { left, bottom } = menu.getBoundingClientRect();
      options.onMenu(column, left, bottom);
    });
    return h('span', { class: 'headerButtons', 'aria-hidden': 'true' }, order, menu);
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

  function repaint() {
    cells = painted.map(cell);
    strips.pinned.replaceChildren(...cells.slice(0, pinned));
    strips.scrolled.replaceChildren(...cells.slice(pinned));
  }

  return {
    element,
    paint(visible) {
      if (visible === painted) return;
      painted = visible;
      repaint();
    },
    columnOf(target) {
      return painted[cells.findIndex((made) => made.contains(target))]?.index;
    },
    name(given) {
      columns = given;
      repaint();
    },
  };
}

function headerButton(name: Icon, label: string): HTMLElement {
  return h('button', { tabindex: -1, title: label }, icon(name));
}
