/** Zero-based; the header is not part of it. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface KeyPress {
  readonly key: string;
  /** Ctrl, or Cmd on a Mac. */
  readonly command: boolean;
}

export interface Extent {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly rowsPerPage: number;
}

/** Where a key takes the active cell; undefined when the key is not one that moves. */
export function moved(from: Place, { key, command }: KeyPress, extent: Extent): Place | undefined {
  const to = target(from, key, command, extent);
  if (!to) return undefined;
  return {
    row: clamp(to.row, extent.rowCount),
    column: clamp(to.column, extent.columnCount),
  };
}

function target(
  { row, column }: Place,
  key: string,
  command: boolean,
  { rowCount, columnCount, rowsPerPage }: Extent,
): Place | undefined {
  switch (key) {
    case 'ArrowUp':
      return { row: command ? 0 : row - 1, column };
    case 'ArrowDown':
      return { row: command ? rowCount - 1 : row + 1, column };
    case 'ArrowLeft':
      return { row, column: command ? 0 : column - 1 };
    case 'ArrowRight':
      return { row, column: command ? columnCount - 1 : column + 1 };
    case 'PageUp':
      return { row: row - rowsPerPage, column };
    case 'PageDown':
      return { row: row + rowsPerPage, column };
    case 'Home':
      return { row: command ? 0 : row, column: 0 };
    case 'End':
      return { row: command ? rowCount - 1 : row, column: columnCount - 1 };
    default:
      return undefined;
  }
}

function clamp(index: number, count: number): number {
  return Math.min(Math.max(0, index), Math.max(0, count - 1));
}
