import { type VirtualItem, Virtualizer } from '@tanstack/virtual-core';

/** A column that is on the screen; `start` counts in pixels from the left of its strip. */
export interface PlacedColumn {
  readonly index: number;
  readonly start: number;
  readonly size: number;
}

/** Places and widths of the columns, and which of them are on the screen. */
export interface Columns {
  /** The pinned ones first. The same array as before while the same columns stand at the same places. */
  visible(): readonly PlacedColumn[];
  pinnedWidth(): number;
  /** Of the columns that scroll. */
  scrolledWidth(): number;
  /** The scroll position nearest to the present one that shows the whole column. */
  scrollLeftShowing(index: number): number;
  widths(): readonly number[];
  setWidths(widths: readonly number[]): void;
  /** The width in which columns scroll, and how far they are scrolled. */
  look(viewport: number, scrollLeft: number): void;
  close(): void;
}

/**
 * Rows are not virtualised by this library: theirs is one division, and its table of places would
 * hold five million entries. Columns differ in width, and are few. The first `pinned` ones are always there.
 */
export function createColumns(
  scroller: HTMLElement,
  firstWidths: readonly number[],
  pinned: number,
  onChange: () => void,
): Columns {
  let widths = firstWidths;
  let items: readonly VirtualItem[] = [];
  let placed: readonly PlacedColumn[] | undefined;
  let tellSize = (_size: { width: number; height: number }) => {};
  let tellOffset = (_offset: number, _isScrolling: boolean) => {};
  const virtualizer = new Virtualizer<HTMLElement, HTMLElement>({
    horizontal: true,
    count: widths.length - pinned,
    overscan: 2,
    getScrollElement: () => scroller,
    estimateSize: (index) => widths[index + pinned] ?? 0,
    scrollToFn: (offset) => {
      scroller.scrollLeft = offset;
    },
    observeElementRect: (_virtualizer, tell) => {
      tellSize = tell;
    },
    observeElementOffset: (_virtualizer, tell) => {
      tellOffset = tell;
    },
    onChange,
  });
  const unmount = virtualizer._didMount();
  virtualizer._willUpdate();

  function pinnedColumns(): PlacedColumn[] {
    let start = 0;
    return widths.slice(0, pinned).map((size, index) => {
      const column = { index, start, size };
      start += size;
      return column;
    });
  }

  return {
    visible() {
      const now = virtualizer.getVirtualItems();
      if (placed && now === items) return placed;
      items = now;
      placed = [
        ...pinnedColumns(),
        ...now.map(({ index, start, size }) => ({ index: index + pinned, start, size })),
      ];
      return placed;
    },
    pinnedWidth: () => widths.slice(0, pinned).reduce((sum, width) => sum + width, 0),
    scrolledWidth: () => virtualizer.getTotalSize(),
    scrollLeftShowing(index) {
      if (index < pinned) return scroller.scrollLeft;
      return virtualizer.getOffsetForIndex(index - pinned, 'auto')?.[0] ?? scroller.scrollLeft;
    },
    widths: () => widths,
    setWidths(given) {
      widths = given;
      placed = undefined;
      virtualizer.measure();
    },
    look(viewport, scrollLeft) {
      tellSize({ width: viewport, height: 0 });
      tellOffset(scrollLeft, false);
    },
    close: unmount,
  };
}
