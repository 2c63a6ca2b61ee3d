/** Which columns of a result are shown and which of them stay in view, by their numbers in the result. */
export interface ColumnView {
  readonly hidden: readonly number[];
  /** In the order in which they stand at the left. */
  readonly pinned: readonly number[];
}

export const everyColumn: ColumnView = { hidden: [], pinned: [] };

/** The columns as they stand from left to right, the pinned ones first. */
export interface ShownColumns {
  readonly numbers: readonly number[];
  /** How many of them are pinned. */
  readonly pinned: number;
}

export function shownColumns(count: number, { hidden, pinned }: ColumnView): ShownColumns {
  const isAway = new Set([...hidden, ...pinned]);
  const first = pinned.filter((column) => column < count && !hidden.includes(column));
  const others = Array.from({ length: count }, (_, column) => column);
  return {
    numbers: [...first, ...others.filter((column) => !isAway.has(column))],
    pinned: first.length,
  };
}

export function hide(view: ColumnView, column: number): ColumnView {
  return { ...view, hidden: [...view.hidden, column] };
}

export function pin(view: ColumnView, column: number): ColumnView {
  return { ...view, pinned: [...view.pinned, column] };
}

export function unpin(view: ColumnView, column: number): ColumnView {
  return { ...view, pinned: view.pinned.filter((other) => other !== column) };
}
