import type { VirtualItem } from '@tanstack/virtual-core';
import type { Row } from '../../src/core/ports';
import { h } from '../dom';
import { sayNumber } from '../say';
import { cellText } from './cellText';
import type { Place } from './movement';

/** What the body of the grid shows at one moment. */
export interface Shown {
  readonly first: number;
  readonly last: number;
  /** Pixels of content above the viewport. */
  readonly offset: number;
  readonly rowHeight: number;
  readonly columns: readonly VirtualItem[];
  readonly row: (index: number) => Row | undefined;
}

interface Line {
  readonly element: HTMLElement;
  readonly number: HTMLElement;
  readonly strip: HTMLElement;
  readonly cells: HTMLElement[];
  index: number;
  row: Row | undefined;
  columns: readonly VirtualItem[];
}

export interface Lines {
  readonly element: HTMLElement;
  paint(shown: Shown): void;
  /** The element of a cell, if it is on the screen. */
  cellAt(place: Place): HTMLElement | undefined;
  placeOf(element: Element): Place | undefined;
}

/** The grid's rows: as many elements as the viewport has lines, each reused for another row. */
export function createLines(isNumericColumn: readonly boolean[]): Lines {
  const element = h('div', { class: 'body', role: 'rowgroup' });
  const lines: Line[] = [];

  function addLines(count: number) {
    while (lines.length < count) {
      const line = createLine();
      lines.push(line);
      element.append(line.element);
    }
  }

  function lineOf(index: number): Line | undefined {
    const line = lines[index % Math.max(1, lines.length)];
    return line?.index === index ? line : undefined;
  }

  return {
    element,
    paint(shown) {
      addLines(shown.last - shown.first + 1);
      for (const [slot, line] of lines.entries()) {
        const index = rowInSlot(slot, lines.length, shown.first);
        line.element.hidden = index > shown.last;
        if (index > shown.last) {
          line.index = -1;
          continue;
        }
        const top = index * shown.rowHeight - shown.offset;
        line.element.style.transform = `translateY(${top}px)`;
        fill(line, index, shown.row(index), shown.columns, isNumericColumn);
      }
    },
    cellAt({ row, column }) {
      const line = lineOf(row);
      const at = line?.columns.findIndex(({ index }) => index === column) ?? -1;
      return line?.cells[at];
    },
    placeOf(target) {
      const cell = target.closest<HTMLElement>('.cell');
      if (!cell) return undefined;
      for (const line of lines) {
        const at = line.cells.indexOf(cell);
        const column = line.columns[at];
        if (column && line.index >= 0) return { row: line.index, column: column.index };
      }
      return undefined;
    },
  };
}

/** Row `index` always lives in slot `index % slots`, so that scrolling by one row repaints one line. */
function rowInSlot(slot: number, slots: number, first: number): number {
  const start = first - (first % slots);
  return start + slot >= first ? start + slot : start + slot + slots;
}

function createLine(): Line {
  const number = h('div', { class: 'number', role: 'rowheader', 'aria-colindex': 1 });
  const strip = h('div', { class: 'strip', role: 'presentation' });
  const element = h('div', { class: 'line', role: 'row' }, number, strip);
  return { element, number, strip, cells: [], index: -1, row: undefined, columns: [] };
}

function fill(
  line: Line,
  index: number,
  row: Row | undefined,
  columns: readonly VirtualItem[],
  isNumericColumn: readonly boolean[],
) {
  const sameColumns = line.columns === columns;
  if (sameColumns && line.index === index && line.row === row) return;
  if (line.index !== index) {
    line.element.setAttribute('aria-rowindex', String(index + 2));
    line.element.classList.toggle('odd', index % 2 === 1);
    line.number.textContent = sayNumber(index + 1);
  }
  line.element.classList.toggle('waiting', row === undefined);
  line.index = index;
  line.row = row;
  if (!sameColumns) place(line, columns);
  for (const [at, column] of columns.entries()) {
    const cell = line.cells[at];
    if (!cell) continue;
    const { text, kind } = row
      ? cellText(row[column.index] ?? null)
      : { text: '', kind: 'waiting' };
    cell.className = isNumericColumn[column.index] ? `cell numeric ${kind}` : `cell ${kind}`;
    cell.id = `cell-${index}-${column.index}`;
    cell.textContent = text;
  }
}

function place(line: Line, columns: readonly VirtualItem[]) {
  line.columns = columns;
  while (line.cells.length < columns.length) {
    const cell = h('div', { role: 'gridcell' });
    line.cells.push(cell);
    line.strip.append(cell);
  }
  for (const surplus of line.cells.splice(columns.length)) surplus.remove();
  for (const [at, column] of columns.entries()) {
    const cell = line.cells[at];
    if (!cell) continue;
    cell.style.left = `${column.start}px`;
    cell.style.width = `${column.size}px`;
    cell.setAttribute('aria-colindex', String(column.index + 2));
  }
}
