import type { ResultColumn, Row } from '../../src/core/ports';
import { isNested, isNumeric } from '../../src/core/results/columnKinds';
import { h, icon } from '../dom';
import { sayNumber } from '../say';
import { cellText } from './cellText';
import type { PlacedColumn } from './columns';
import type { ShownColumns } from './columnView';
import type { Place } from './movement';
import type { Reach } from './selection';
import { createStrips, type Strips } from './strips';

/** What the body of the grid shows at one moment. */
export interface Shown {
  readonly first: number;
  readonly last: number;
  /** Pixels of content above the viewport. */
  readonly offset: number;
  readonly rowHeight: number;
  readonly columns: readonly PlacedColumn[];
  readonly row: (index: number) => Row | undefined;
}

interface Line {
  readonly element: HTMLElement;
  readonly number: HTMLElement;
  readonly strips: Strips;
  readonly cells: HTMLElement[];
  index: number;
  row: Row | undefined;
  columns: readonly PlacedColumn[];
}

export interface Lines {
  readonly element: HTMLElement;
  paint(shown: Shown): void;
  /** The element of a cell, if it is on the screen. */
  cellAt(place: Place): HTMLElement | undefined;
  /** The element of a row, if it is on the screen. */
  lineAt(row: number): HTMLElement | undefined;
  /** Of a cell, or of a row's number with column 0. */
  placeOf(element: Element): (Place & { readonly reach: Reach }) | undefined;
  /** Marks what is selected of what is on the screen. */
  mark(isSelected: (place: Place) => boolean): void;
}

/** What a place in a line shows: the number of its column in the result, and whether it stands at the right. */
interface ColumnKind {
  readonly number: number;
  readonly type: string;
  readonly isNumeric: boolean;
}

const plainKind: ColumnKind = { number: -1, type: '', isNumeric: false };
const nowhere = -1;

/**
 * The grid's rows: as many elements as the viewport has lines. Row `index` always lives in line
 * `index % lines`, so that scrolling by one row repaints one line.
 */
export function createLines(
  { numbers, pinned }: ShownColumns,
  columns: readonly ResultColumn[],
): Lines {
  const kinds: readonly ColumnKind[] = numbers.map((number) => ({
    number,
    type: columns[number]?.type ?? '',
    isNumeric: isNumeric(columns[number]?.type ?? ''),
  }));
  const element = h('div', { class: 'body', role: 'rowgroup' });
  const lines: Line[] = [];

  /** Another number of lines gives each row another line, so all of them start afresh. */
  function addLines(count: number) {
    if (lines.length >= count) return;
    while (lines.length < count) lines.push(createLine());
    for (const line of lines) line.index = nowhere;
  }

  function place(line: Line, index: number, shown: Shown) {
    line.element.style.transform = `translateY(${index * shown.rowHeight - shown.offset}px)`;
    fill(line, index, shown.row(index), shown.columns, kinds, pinned);
  }

  function lineOf(index: number): Line | undefined {
    const line = lines[index % Math.max(1, lines.length)];
    return line?.index === index ? line : undefined;
  }

  return {
    element,
    paint(shown) {
      addLines(shown.last - shown.first + 1);
      const come: HTMLElement[] = [];
      for (let index = shown.first; index <= shown.last; index++) {
        const line = lines[index % lines.length];
        if (!line) continue;
        if (line.index !== index) come.push(line.element);
        place(line, index, shown);
      }
      for (const line of lines) {
        if (line.index >= shown.first && line.index <= shown.last) continue;
        line.index = nowhere;
        line.element.remove();
      }
      // The page keeps the order of the result, for whoever reads it without seeing it.
      if (lineOf(shown.last)?.element === come.at(-1)) element.append(...come);
      else element.prepend(...come);
    },
    cellAt({ row, column }) {
      const line = lineOf(row);
      const at = line?.columns.findIndex(({ index }) => index === column) ?? -1;
      return line?.cells[at];
    },
    lineAt: (row) => lineOf(row)?.element,
    placeOf(target) {
      const cell = target.closest<HTMLElement>('.cell, .number');
      const line = lines.find((candidate) => cell && candidate.element.contains(cell));
      if (!cell || !line || line.index === nowhere) return undefined;
      if (cell === line.number) return { row: line.index, column: 0, reach: 'rows' };
      const column = line.columns[line.cells.indexOf(cell)];
      return column && { row: line.index, column: column.index, reach: 'cells' };
    },
    mark(isSelected) {
      for (const { index, columns, cells } of lines) {
        if (index === nowhere) continue;
        for (const [at, cell] of cells.entries()) {
          const column = columns[at]?.index ?? nowhere;
          const selected = isSelected({ row: index, column });
          if (cell.classList.contains('selected') === selected) continue;
          cell.classList.toggle('selected', selected);
          cell.setAttribute('aria-selected', String(selected));
        }
      }
    },
  };
}

function createLine(): Line {
  const number = h('div', { class: 'number', role: 'rowheader', 'aria-colindex': 1 });
  const strips = createStrips();
  const element = h('div', { class: 'line', role: 'row' }, number, strips.pinned, strips.scrolled);
  return { element, number, strips, cells: [], index: nowhere, row: undefined, columns: [] };
}

function fill(
  line: Line,
  index: number,
  row: Row | undefined,
  columns: readonly PlacedColumn[],
  kinds: readonly ColumnKind[],
  pinned: number,
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
  if (!sameColumns) placeCells(line, columns, pinned);
  for (const [at, column] of columns.entries()) {
    const cell = line.cells[at];
    if (!cell) continue;
    const { number, type, isNumeric: isRight } = kinds[column.index] ?? plainKind;
    const value = row?.[number];
    const { text, kind } = row ? cellText(row[number] ?? null) : { text: '', kind: 'waiting' };
    cell.className = isRight ? `cell numeric ${kind}` : `cell ${kind}`;
    cell.id = `cell-${index}-${column.index}`;
    cell.textContent = text;
    if (value && isNested(value, type)) cell.prepend(expandButton());
  }
}

/** For the mouse; the keyboard has Enter and Space. */
function expandButton(): HTMLElement {
  return h('span', { class: 'expand', 'aria-hidden': 'true' }, icon('chevron-right'));
}

function placeCells(line: Line, columns: readonly PlacedColumn[], pinned: number) {
  line.columns = columns;
  while (line.cells.length < columns.length) {
    const cell = h('div', { role: 'gridcell' });
    const strip = line.cells.length < pinned ? line.strips.pinned : line.strips.scrolled;
    line.cells.push(cell);
    strip.append(cell);
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
