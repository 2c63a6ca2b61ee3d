/** Lines of cells as text of one width for each column; the last cell of a line has no blanks behind it. */
export function aligned(
  lines: readonly (readonly string[])[],
  side: 'left' | 'right',
): readonly string[] {
  const widths: number[] = [];
  for (const cells of lines) {
    for (const [at, cell] of cells.entries()) {
      widths[at] = Math.max(widths[at] ?? 0, cell.length);
    }
  }
  return lines.map((cells) =>
    cells
      .map((cell, at) => {
        const width = widths[at] ?? 0;
        return side === 'left' ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}
