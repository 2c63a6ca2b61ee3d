import type { Pause } from '../../pace';
import { unpackRows } from '../../packedRows';
import type { FetchedRows, TellProgress } from './arrange';
import type { SortedColumn } from './arrangement';
import { createKeyWriter, type KeyWriter } from './keyWriter';
import { keyOf } from './sortKey';
import { sortSlowly } from './sortSlowly';

/** Bytes of keys in memory at one time, and of one key in the first round. */
const budget = 32 * 1024 * 1024;
const firstKeyBytes = 64;
const atOnce = 500;

/** Places in the order whose rows are equal as far as their keys have been compared. */
interface Undecided {
  readonly places: Uint32Array;
  /** Which of them are equal: a number for each place. */
  readonly groups: Uint32Array;
}

/** As much of the key of each undecided row as there is memory for, as words that compare like the bytes. */
interface KeyParts {
  readonly words: Uint32Array;
  readonly wordsEach: number;
  /** 1 where the key goes on behind the part. */
  readonly goesOn: Uint8Array;
}

/**
 * The rows in the order of their keys. Long keys are compared piece by piece: after each round only the rows that are
 * still equal are read again, for their next bytes.
 */
export async function sortRows(
  rows: FetchedRows,
  numbers: Uint32Array,
  sort: readonly SortedColumn[],
  pause: Pause,
  tell: TellProgress,
): Promise<Uint32Array> {
  const order = numbers.slice();
  let from = 0;
  let undecided: Undecided = {
    places: Uint32Array.from(order, (_, at) => at),
    groups: new Uint32Array(order.length),
  };
  for (let keyBytes = firstKeyBytes; undecided.places.length > 1; keyBytes *= 16) {
    const { places, groups } = undecided;
    const wordsEach = Math.max(2, Math.floor(Math.min(keyBytes, budget / places.length) / 4));
    const parts = await readParts({ rows, sort, order, places, from, wordsEach }, pause, tell);
    const rowAt = (entry: number) => order[places[entry] ?? 0] ?? 0;
    const entries = Uint32Array.from(places, (_, at) => at);
    const sorted = await sortSlowly(
      entries,
      (one, other) =>
        (groups[one] ?? 0) - (groups[other] ?? 0) ||
        compareParts(parts, one, other) ||
        rowAt(one) - rowAt(other),
      pause,
    );
    const moved = Uint32Array.from(sorted, rowAt);
    for (const [at, row] of moved.entries()) order[places[at] ?? 0] = row;
    undecided = stillEqual(undecided, parts, sorted);
    from += wordsEach * 4;
  }
  return order;
}

async function readParts(
  wanted: {
    readonly rows: FetchedRows;
    readonly sort: readonly SortedColumn[];
    readonly order: Uint32Array;
    readonly places: Uint32Array;
    readonly from: number;
    readonly wordsEach: number;
  },
  pause: Pause,
  tell: TellProgress,
): Promise<KeyParts> {
  const { rows, sort, order, places, from, wordsEach } = wanted;
  const words = new Uint32Array(places.length * wordsEach);
  const goesOn = new Uint8Array(places.length);
  const columns = sort.map(({ column, descending }) => ({
    column,
    write: keyOf(rows.columns[column] ?? { type: '' }, descending),
  }));
  const key = createKeyWriter();
  const rowAt = (entry: number) => order[places[entry] ?? 0] ?? 0;
  // In the order of the file, whichever order they stand in now.
  const entries = await sortSlowly(
    Uint32Array.from(places, (_, at) => at),
    (one, other) => rowAt(one) - rowAt(other),
    pause,
  );
  for (let start = 0; start < entries.length; start += atOnce) {
    const some = entries.subarray(start, start + atOnce);
    const found = unpackRows(await rows.pick(Uint32Array.from(some, rowAt)));
    for (const [at, row] of found.entries()) {
      const entry = some[at] ?? 0;
      key.length = 0;
      for (const { column, write } of columns) write(key, row[column] ?? null);
      goesOn[entry] = key.length > from + wordsEach * 4 ? 1 : 0;
      copyWords(key, from, words.subarray(entry * wordsEach, (entry + 1) * wordsEach));
    }
    tell(start, entries.length);
    await pause();
  }
  return { words, wordsEach, goesOn };
}

function copyWords({ bytes, length }: KeyWriter, from: number, words: Uint32Array) {
  for (let at = 0; at < words.length; at++) {
    const start = from + at * 4;
    if (start >= length) return;
    for (let next = start; next < start + 4; next++) {
      words[at] = ((words[at] ?? 0) << 8) | (next < length ? (bytes[next] ?? 0) : 0);
    }
  }
}

function compareParts({ words, wordsEach }: KeyParts, one: number, other: number): number {
  const left = one * wordsEach;
  const right = other * wordsEach;
  for (let at = 0; at < wordsEach; at++) {
    const difference = (words[left + at] ?? 0) - (words[right + at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The places whose rows are like a neighbour's, where there is more of the key to tell them apart. */
function stillEqual(
  { places, groups }: Undecided,
  parts: KeyParts,
  sorted: Uint32Array,
): Undecided {
  const like = (at: number, other: number) => {
    const one = sorted[at];
    const two = sorted[other];
    return (
      one !== undefined &&
      two !== undefined &&
      groups[one] === groups[two] &&
      parts.goesOn[one] === 1 &&
      parts.goesOn[two] === 1 &&
      compareParts(parts, one, two) === 0
    );
  };
  const keptPlaces: number[] = [];
  const keptGroups: number[] = [];
  let group = 0;
  for (let at = 0; at < sorted.length; at++) {
    const isLikeBefore = like(at, at - 1);
    if (!isLikeBefore) group++;
    if (!isLikeBefore && !like(at, at + 1)) continue;
    keptPlaces.push(places[at] ?? 0);
    keptGroups.push(group);
  }
  return { places: Uint32Array.from(keptPlaces), groups: Uint32Array.from(keptGroups) };
}
