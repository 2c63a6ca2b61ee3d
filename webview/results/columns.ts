import { type VirtualItem, Virtualizer } from '@tanstack/virtual-core';

/** Places and widths of the columns, and which of them are on the screen. */
export interface Columns {
  /** The same array as before while the same columns stand at the same places. */
  visible(): readonly VirtualItem[];
  totalWidth(): number;
  /** The scroll position nearest to the present one that shows the whole column. */
  scrollLeftShowing(index: number): number;
  widths(): readonly number[];
  setWidths(widths: readonly number[]): void;
  /** The viewport's width without the row numbers, and how far it is scrolled. */
  look(viewport: number, scrollLeft: number): void;
  close(): void;
}

/**
 * Rows are not virtualised by this library: theirs is one division, and its table of places would
 * hold five million entries. Columns differ in width, and are few.
 */
export function createColumns(
  scroller: HTMLElement,
  firstWidths: readonly number[],
  onChange: () => void,
): Columns {
  let widths = firstWidths;
  let tellSize = (_size: { width: number; height: number }) => {};
  let tellOffset = (_offset: number, _isScrolling: boolean) => {};
  const virtualizer = new Virtualizer<HTMLElement, HTMLElement>({
    horizontal: true,
    count: widths.length,
    overscan: 2,
    getScrollElement: () => scroller,
    estimateSize: (index) => widths[index] ?? 0,
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

  return {
    visible: () => virtualizer.getVirtualItems(),
    totalWidth: () => virtualizer.getTotalSize(),
    scrollLeftShowing: (index) =>
      virtualizer.getOffsetForIndex(index, 'auto')?.[0] ?? scroller.scrollLeft,
    widths: () => widths,
    setWidths(given) {
      widths = given;
      virtualizer.measure();
    },
    look(viewport, scrollLeft) {
      tellSize({ width: viewport, height: 0 });
      tellOffset(scrollLeft, false);
    },
    close: unmount,
  };
}
