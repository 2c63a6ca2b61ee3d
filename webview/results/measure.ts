/** Pixels of one step of the wheel, in the unit that the browser counts it in. */
export function pixelsPer(deltaMode: number, rowHeight: number, bodyHeight: number): number {
  if (deltaMode === WheelEvent.DOM_DELTA_LINE) return rowHeight;
  return deltaMode === WheelEvent.DOM_DELTA_PAGE ? bodyHeight : 1;
}

/** The width of one digit in the font of the element. */
export function characterWidth(element: HTMLElement): number {
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) return 8;
  const { fontSize, fontFamily } = getComputedStyle(element);
  pen.font = `${fontSize} ${fontFamily}`;
  return pen.measureText('0').width;
}
