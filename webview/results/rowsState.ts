import { asFetched } from '../../src/core/results/arrange/arrangement';
import type { Selection } from '../../src/core/results/selection';
import type { ResultsContract, ResultsView } from '../../src/protocol/results';
import { announce } from '../announce';
import { focusedElement, h } from '../dom';
import type { Host } from '../host';
import { say } from '../say';
import { createArranging, orderOf } from './arranging';
import { type ColumnView, everyColumn, hide, pin, shownColumns, unpin } from './columnView';
import { createEdits } from './edits/editing';
import { createFindBox } from './findBox';
import { createGrid } from './grid';
import { type ColumnActions, cellMenu, columnMenu } from './gridMenus';
import type { Grid } from './gridTypes';
import { openMenu } from './menu';
import { askForMoreIn } from './more';
import type { Place } from './movement';
import type { GridPlace, Places } from './places';
import { listenToResultKeys } from './resultKeys';
import { noRows } from './states';
import { createStatusLine } from './statusLine';
import { createSummary } from './summary';
import { createViewer, type ViewedCell } from './viewer';

type RowsView = Extract<ResultsView, { kind: 'rows' }>;

export interface RowsState {
  readonly id: number;
  update(view: RowsView): void;
  /** How many rows have been looked at to sort and filter them, of how many. */
  arranging(done: number, of: number): void;
  focus(): void;
  close(): void;
}

/** The grid with its status line, put into `parent`. */
export function createRowsState(
  parent: HTMLElement,
  view: RowsView,
  host: Host<ResultsContract>,
  places: Places,
): RowsState {
  const { id } = view;
  const place = places.of(id);
  let shown = view;
  let columns = place?.columns ?? everyColumn;
  const fail = (error: unknown) =>
    line.problem(error instanceof Error ? error.message : String(error));
  const act = (action: number) => void host.request('act', { id, action }).catch(fail);
  const arrangement = () => shown.arranged ?? asFetched;
  const arranging = createArranging(host, id, arrangement, {
    ended: () => line.arranging(undefined),
    fail,
  });
  const line = createStatusLine({
    cancel: () => void host.request('cancel', { id }).catch(fail),
    stopArranging: arranging.cancel,
    clear: arranging.clear,
    edit: () => edits.begin(),
    copyAs: () => copy('choose'),
    exportRows: () => void host.request('export', { id, columns: numbers() }).catch(fail),
    chooseColumns,
    act,
  });
  const summary = createSummary({
    ask: (signal) => host.request('summary', { id, selection: selected() }, signal),
    show: line.summary,
    fail,
  });
  const none = h('div', { class: 'noRows quiet' });
  const frame = h('div', { class: 'frame' }, none);
  const viewer = createViewer({
    ask: ({ row, column }, signal) => host.request('cell', { id, row, column }, signal),
    copy: () => copy('plain'),
    openInEditor: ({ row, column }) =>
      void host.request('openCell', { id, row, column }).catch(fail),
    leave: () => grid.focus(),
    fail,
  });
  const edits = createEdits({
    host,
    id,
    frame,
    columns: () => shown.columns,
    grid: () => grid,
    numbers,
    selection: selected,
    openCell: showCell,
    say: line.problem,
    fail,
  });
  edits.update(view.edits, view.rowCount);
  const content = h('div', { class: 'content' }, frame, viewer.element);
  parent.append(content, edits.bar, line.element);

  const actions: ColumnActions = {
    ...arranging,
    hide: (column) => showColumns(hide(columns, column)),
    pin: (column) => showColumns(pin(columns, column)),
    unpin: (column) => showColumns(unpin(columns, column)),
    chooseColumns,
  };
  let grid = build(place);

  function build(from: GridPlace | undefined): Grid {
    return createGrid(frame, {
      label: say('Result'),
      columns: shown.columns,
      shown: shownColumns(shown.columns.length, columns),
      arrangement: arrangement(),
      rowCount: shown.rowCount + edits.added(),
      first: shown.first ?? [],
      overlay: edits.overlay,
      ask: async (offset, count, signal) =>
        (await host.request('rows', { id, offset, count }, signal)).rows,
      onSelect(selection) {
        line.problem('');
        summary.of(selection);
        viewer.follow(cellAt(grid.active()));
      },
      place: from,
      onOpen: edits.open,
      onView: (cell) => showCell(cell, false),
      onPlace: () => places.changed(id, () => ({ ...grid.place(), columns })),
      onSort: arranging.sort,
      onColumnMenu: (column, x, y) => openMenu(menuOf(column), x, y, () => grid.focus()),
      onCellMenu(cell, x, y) {
        const ofCell = cellMenu({
          copy: () => copy('plain'),
          copyAs: () => copy('choose'),
          open: () => showCell(cell, true),
          filterLike: () => arranging.filterLike(cell.row, numberAt(cell.column)),
        });
        openMenu([...ofCell, edits.menu(), ...menuOf(numberAt(cell.column))], x, y, () =>
          grid.focus(),
        );
      },
      onError: fail,
    });
  }

  function menuOf(column: number) {
    return columnMenu(column, { arrangement: arrangement(), columns }, actions);
  }

  /** The numbers of the columns in the order in which they are shown. */
  function numbers(): readonly number[] {
    return shownColumns(shown.columns.length, columns).numbers;
  }

  function numberAt(at: number): number {
    return numbers()[at] ?? 0;
  }

  function rebuild(from: GridPlace) {
    const hadFocus = frame.contains(focusedElement() ?? null);
    grid.close();
    grid = build(from);
    places.changed(id, () => ({ ...grid.place(), columns }));
    if (hadFocus) grid.focus();
  }

  /** Other columns, at the same rows and in the same widths. */
  function showColumns(next: ColumnView) {
    const before = grid.place();
    const numbersBefore = numbers();
    columns = next;
    const widthOf = new Map(numbersBefore.map((number, at) => [number, before.widths[at]]));
    const at = numbers().indexOf(numbersBefore[before.active.column] ?? 0);
    rebuild({
      ...before,
      active: { row: before.active.row, column: Math.max(0, at) },
      widths: numbers().map((number) => widthOf.get(number)),
    });
    line.hidden(next.hidden.length);
  }

  function chooseColumns() {
    void host
      .request('hide', { id, hidden: columns.hidden })
      .then((chosen) => chosen && showColumns({ ...columns, hidden: chosen.hidden }))
      .catch(fail);
  }

  function showCell(cell: Place, focus: boolean) {
    viewer.open(cellAt(cell), focus);
  }

  function cellAt({ row, column }: Place): ViewedCell {
    const number = numberAt(column);
    return { row, column: number, ...(shown.columns[number] ?? { name: '', type: '' }) };
  }

  const askForMore = askForMoreIn(
    frame,
    () => shown,
    () => void host.request('more', { id }).catch(fail),
  );

  const findBox = createFindBox({
    active: () => grid.active(),
    find: async ({ text, from: { row, column }, backwards }, signal) => {
      const wanted = { id, columns: numbers(), text, from: { row, column }, backwards };
      return (await host.request('find', wanted, signal)).found;
    },
    show: (found) => grid.goTo(found),
    leave: () => grid.focus(),
    fail,
  });
  frame.append(findBox.element);
  listenToResultKeys(content, { edits, findBox, viewer, copy });

  function selected(): Selection {
    const { rows, columns: at } = grid.selection();
    return { rows, columns: at.map(numberAt) };
  }

  function copy(form: 'plain' | 'choose') {
    void host
      .request('copy', { id, selection: selected(), form })
      .then(({ copied }) => copied && announce(say('Copied')))
      .catch(fail);
  }

  /** Rows that are others now, or fewer, around the same place. */
  function showOthers(rowCount: number) {
    const place = grid.place();
    const last = Math.max(0, rowCount + edits.added() - 1);
    rebuild({ ...place, active: { ...place.active, row: Math.min(place.active.row, last) } });
    line.arranging(undefined);
    if (rowCount === 0) viewer.close();
    else if (viewer.isOpen()) showCell(grid.active(), false);
  }

  function update(next: RowsView) {
    const isAsBefore = orderOf(next.arranged) === orderOf(shown.arranged);
    shown = next;
    const addedBefore = edits.added();
    edits.update(next.edits, next.rowCount);
    if (isAsBefore && next.first && next !== view) showOthers(next.rowCount);
    else if (isAsBefore) {
      grid.grow(next.rowCount + edits.added());
      grid.repaint();
      if (edits.added() > addedBefore) {
        grid.goTo(edits.last(grid.active()));
        grid.focus();
      }
    } else {
      const { left, active, widths } = grid.place();
      viewer.close();
      const byHand = widths.map((width) => (width?.byHand ? width : undefined));
      rebuild({ offset: 0, left, active: { row: 0, column: active.column }, widths: byHand });
    }
    if (next.progress !== 'reading') grid.name(next.columns);
    line.update(next);
    line.hidden(columns.hidden.length);
    none.hidden = next.rowCount + edits.added() > 0 || next.progress === 'reading';
    none.replaceChildren(...noRows(next, act));
    // Where everything fits without scrolling, nobody would ask.
    requestAnimationFrame(askForMore);
  }
  update(view);
  return {
    id,
    update,
    arranging: (done, of) => line.arranging({ done, of }),
    focus: () => grid.focus(),
    close() {
      summary.close();
      arranging.cancel();
      edits.close();
      places.flush();
      grid.close();
    },
  };
}
