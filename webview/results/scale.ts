/**
 * How far the grid can scroll, in pixels of the content (`length`, may be billions) and of the
 * scroll bar (`track`). Chromium clips an element at 33,554,428 device pixels and keeps scroll
 * offsets as 32-bit floats, exact up to 2^24; 8 million CSS pixels stay exact at twice the zoom.
 */
export const longestTrack = 8_000_000;

export interface Scale {
  readonly length: number;
  readonly track: number;
  readonly viewport: number;
}

export function scaleOf(length: number, viewport: number): Scale {
  return { length, track: Math.min(length, longestTrack), viewport };
}

export function isScaled({ length, track }: Scale): boolean {
  return length > track;
}

/** The largest content offset: there the last pixel of the content is the last of the viewport. */
export function lastOffset({ length, viewport }: Scale): number {
  return Math.max(0, length - viewport);
}

/** Content offset for a scroll position. The end of the track, give or take a pixel, is the end of the content. */
export function offsetAt(scale: Scale, scrollTop: number): number {
  if (!isScaled(scale)) return scrollTop;
  const lastTop = scale.track - scale.viewport;
  if (scrollTop >= lastTop - 1) return lastOffset(scale);
  return Math.max(0, (scrollTop / lastTop) * lastOffset(scale));
}

/** Scroll position for a content offset, in whole pixels, as the browser will report it back. */
export function scrollTopAt(scale: Scale, offset: number): number {
  const clamped = clampOffset(scale, offset);
  if (!isScaled(scale)) return Math.round(clamped);
  return Math.round((clamped / lastOffset(scale)) * (scale.track - scale.viewport));
}

export function clampOffset(scale: Scale, offset: number): number {
  return Math.min(Math.max(0, offset), lastOffset(scale));
}

/** First and last row that the viewport touches; `last` is -1 when there are none. */
export function rowsIn(
  offset: number,
  viewport: number,
  rowHeight: number,
  rowCount: number,
): { readonly first: number; readonly last: number } {
  const first = Math.floor(offset / rowHeight);
  const last = Math.ceil((offset + viewport) / rowHeight) - 1;
  return { first: Math.min(first, Math.max(0, rowCount - 1)), last: Math.min(last, rowCount - 1) };
}

/** The offset nearest to `offset` at which `row` is wholly in view. */
export function offsetShowing(
  row: number,
  offset: number,
  viewport: number,
  rowHeight: number,
): number {
  const top = row * rowHeight;
  if (top < offset) return top;
  return Math.max(offset, top + rowHeight - viewport);
}
