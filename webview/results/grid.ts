import type { Row } from '../../src/core/ports';
import { sayNumber } from '../say';
import { createColumns } from './columns';
import { gutterWidth } from './columnWidths';
import { listenToGridPointer } from './gridPointer';
import type { Grid, GridOptions } from './gridTypes';
import { createHeader } from './header';
import { listenToKeys, listenToOpening, listenToWheel } from './input';
import { createLines } from './lines';
import { characterWidth, pixelsPer } from './measure';
import { moved, type Place } from './movement';
import { createPages } from './pages';
import { createPicked } from './picked';
import {
  clampOffset,
  isScaled,
  offsetAt,
  offsetShowing,
  rowsIn,
  scaleOf,
  scrollTopAt,
} from './scale';
import { createScroller, sizeLayer } from './scroller';
import { createSizing } from './sizing';

/** Rows asked for above and below the screen. */
const lookAhead = 40;
const widenBy = 16;

/**
 * An ARIA grid over a result of any size, put into `parent`. The rows do not scroll: they stay in
 * a sticky layer and are painted for the present offset, so that a result longer than the longest
 * element scrolls like any other.
 */
export function createGrid(parent: HTMLElement, options: GridOptions): Grid {
  const { numbers, pinned } = options.shown;
  const columnAt = (at: number) => numbers[at] ?? 0;
  let { rowCount } = options;
  let offset = options.place?.offset ?? 0;
  const picked = createPicked(() => ({ rowCount, columnCount: numbers.length }));
  let ownScrollTop = 0;
  let frame = 0;
  let fitted = options.first.length > 0 || options.place !== undefined;

  const { scroller, track, layer } = createScroller(options.label, numbers.length);
  const header = createHeader({
    columns: options.columns,
    shown: options.shown,
    arrangement: options.arrangement,
    widthOf,
    setWidth,
    onSort: (column, beside) => options.onSort(column, beside ? 'turnBeside' : 'turn'),
    onMenu: options.onColumnMenu,
  });
  const lines = createLines(options.shown, options.columns);
  layer.append(header.element, lines.element);
  parent.append(scroller);

  const rowHeight = header.element.offsetHeight;
  const character = characterWidth(lines.element);
  let gutter = 0;
  let bodyHeight = 0;
  let scale = scaleOf(0, 0);
  const sizing = createSizing({
    columns: options.columns,
    numbers,
    before: options.place?.widths ?? [],
    character,
  });
  const columns = createColumns(scroller, sizing.first(options.first), pinned, schedule);
  const pages = createPages({
    rowCount,
    first: options.first,
    ask: options.ask,
    onRows: () => {
      if (!fitted) fitColumns();
      schedule();
    },
    onError: options.onError,
  });

  function schedule() {
    frame ||= requestAnimationFrame(render);
  }

  function render() {
    frame = 0;
    const { first, last } = rowsIn(offset, bodyHeight, rowHeight, rowCount);
    if (last >= first) {
      pages.look(Math.max(0, first - lookAhead), Math.min(last + lookAhead, rowCount - 1));
    }
    const visible = columns.visible();
    header.paint(visible);
    const row = (index: number) => options.overlay.row(index, pages.row(index));
    lines.paint({ first, last, offset, rowHeight, columns: visible, row });
    markActive();
    options.overlay.paint(lines);
    scroller.setAttribute('aria-readonly', String(!options.overlay.isEditable()));
  }

  function markActive() {
    layer.querySelector('.active')?.classList.remove('active');
    const cell = lines.cellAt(picked.active());
    cell?.classList.add('active');
    if (cell) scroller.setAttribute('aria-activedescendant', cell.id);
    else scroller.removeAttribute('aria-activedescendant');
    lines.mark(picked.has);
  }

  /** Reads the sizes that only change with the panel or the row count; rendering reads none. */
  function layOut() {
    const { clientWidth, clientHeight } = scroller;
    gutter = gutterWidth(sayNumber(rowCount).length, character);
    bodyHeight = Math.max(0, clientHeight - rowHeight);
    scale = scaleOf(rowCount * rowHeight, bodyHeight);
    sizeLayer(layer, { width: clientWidth, height: clientHeight, rowHeight, gutter });
    track.style.height = `${rowHeight + scale.track}px`;
    scroller.setAttribute('aria-rowcount', String(rowCount + 1));
    lookSideways();
    scrollTo(offset);
  }

  function lookSideways() {
    const left = gutter + columns.pinnedWidth();
    columns.look(scroller.clientWidth - left, scroller.scrollLeft);
    track.style.width = `${left + columns.scrolledWidth()}px`;
    layer.style.setProperty('--pinned', `${columns.pinnedWidth()}px`);
    layer.style.setProperty('--left', `${-scroller.scrollLeft}px`);
  }

  function scrollTo(wanted: number) {
    offset = clampOffset(scale, wanted);
    scroller.scrollTop = scrollTopAt(scale, offset);
    // The browser may round it; what it says now is what its scroll event will say.
    ownScrollTop = scroller.scrollTop;
    schedule();
  }

  function setWidths(widths: readonly number[]) {
    columns.setWidths(widths);
    options.onPlace();
    lookSideways();
    schedule();
  }

  function widthOf(index: number): number {
    return columns.widths()[index] ?? 0;
  }

  function setWidth(index: number, width: number) {
    setWidths(sizing.setByHand(columns.widths(), index, width));
  }

  /** For a result that came without its first rows. */
  function fitColumns() {
    fitted = true;
    const { first, last } = rowsIn(offset, bodyHeight, rowHeight, rowCount);
    const rows: Row[] = [];
    for (let index = first; index <= last; index++) rows.push(pages.row(index) ?? []);
    setWidths(sizing.fit(rows, columns.widths()));
  }

  function reveal({ row, column }: Place) {
    scrollTo(offsetShowing(row, offset, bodyHeight, rowHeight));
    scroller.scrollLeft = columns.scrollLeftShowing(column);
  }

  function goTo(place: Place) {
    picked.press({ ...place, reach: 'cells' }, 'anew');
    reveal(place);
    tell();
  }

  function tell() {
    schedule();
    options.onSelect(picked.selection());
    options.onPlace();
  }

  scroller.addEventListener('scroll', () => {
    if (scroller.scrollTop !== ownScrollTop) {
      ownScrollTop = scroller.scrollTop;
      offset = offsetAt(scale, ownScrollTop);
    }
    lookSideways();
    schedule();
    options.onPlace();
  });

  listenToWheel(scroller, {
    // A scaled scroll bar would multiply every turn of the wheel; it moves the content itself instead.
    takes: () => isScaled(scale),
    turn(event) {
      scroller.scrollLeft += event.deltaX;
      scrollTo(offset + event.deltaY * pixelsPer(event.deltaMode, rowHeight, bodyHeight));
    },
  });

  const hasCells = () => rowCount > 0 && numbers.length > 0;
  const open = (focus: boolean) => hasCells() && options.onOpen(picked.active(), focus);
  const view = () => hasCells() && options.onView(picked.active());
  listenToOpening(lines.element, () => open(false), view);
  listenToGridPointer(layer, { header, lines, picked, columnAt, goTo, reveal, tell, options });

  listenToKeys(scroller, {
    moved(press, extend) {
      if (rowCount === 0) return false;
      const rowsPerPage = Math.max(1, Math.floor(bodyHeight / rowHeight) - 1);
      const columnCount = numbers.length;
      const to = moved(picked.active(), press, { rowCount, columnCount, rowsPerPage });
      if (!to) return false;
      if (!extend) goTo(to);
      else {
        picked.extend(to);
        reveal(to);
        tell();
      }
      return true;
    },
    select(reach) {
      picked.widen(reach);
      tell();
    },
    open: () => open(true),
    view,
    sort: (wish) => hasCells() && options.onSort(columnAt(picked.active().column), wish),
    menu() {
      if (!hasCells()) return;
      const cell = lines.cellAt(picked.active()) ?? scroller;
      const { left, bottom } = cell.getBoundingClientRect();
      options.onCellMenu(picked.active(), left, bottom);
    },
    widen(by) {
      const { column } = picked.active();
      setWidth(column, widthOf(column) + by * widenBy);
    },
  });

  const resized = new ResizeObserver(layOut);
  resized.observe(scroller);
  if (options.place) picked.press({ ...options.place.active, reach: 'cells' }, 'anew');
  layOut();
  scroller.scrollLeft = options.place?.left ?? 0;
  // The first rows are here: painting them now, not in the next frame, shows them a frame sooner.
  cancelAnimationFrame(frame);
  render();

  return {
    grow(count) {
      if (count === rowCount) return;
      rowCount = count;
      pages.grow(count);
      layOut();
    },
    name: header.name,
    selection: picked.selection,
    active: picked.active,
    goTo,
    cellAt: lines.cellAt,
    repaint: schedule,
    place: () => ({
      offset,
      left: scroller.scrollLeft,
      active: picked.active(),
      widths: sizing.kept(columns.widths()),
    }),
    focus: () => scroller.focus(),
    close() {
      cancelAnimationFrame(frame);
      resized.disconnect();
      pages.close();
      columns.close();
      scroller.remove();
    },
  };
}
