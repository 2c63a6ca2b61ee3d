import type { PieceKind } from './scan';

/** The pieces of a text in order, as columns of numbers: a text of 10 MB has a quarter of a million. */
export interface Pieces {
  readonly count: number;
  kind(index: number): PieceKind;
  start(index: number): number;
  end(index: number): number;
  /** Where the piece behind begins. */
  next(index: number): number;
  push(kind: PieceKind, end: number, next: number): void;
  /** Takes out the pieces from `index` on. */
  cut(index: number): PieceColumns;
  /** Adds the pieces of `columns` from `index` on, moved by `delta` units. */
  append(columns: PieceColumns, index: number, delta: number): void;
  /** The first piece that goes as far as the offset; `count` where none does. */
  reaching(offset: number): number;
}

export interface PieceColumns {
  readonly first: number;
  readonly kinds: PieceKind[];
  readonly ends: number[];
  readonly nexts: number[];
}

export function createPieces(): Pieces {
  const kinds: PieceKind[] = [];
  const ends: number[] = [];
  const nexts: number[] = [];
  return {
    get count() {
      return ends.length;
    },
    kind: (index) => kinds[index] ?? 'sql',
    start: (index) => nexts[index - 1] ?? 0,
    end: (index) => ends[index] ?? 0,
    next: (index) => nexts[index] ?? 0,
    push(kind, end, next) {
      kinds.push(kind);
      ends.push(end);
      nexts.push(next);
    },
    cut: (index) => ({
      first: index,
      kinds: kinds.splice(index),
      ends: ends.splice(index),
      nexts: nexts.splice(index),
    }),
    append(columns, index, delta) {
      for (let at = index - columns.first; at < columns.ends.length; at++) {
        kinds.push(columns.kinds[at] ?? 'sql');
        ends.push((columns.ends[at] ?? 0) + delta);
        nexts.push((columns.nexts[at] ?? 0) + delta);
      }
    },
    reaching(offset) {
      let low = 0;
      let high = nexts.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((nexts[middle] ?? 0) < offset) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}
