/** One measurement, ours beside somebody else's from the same run. */
export interface Row {
  /** `area/what`, as DESIGN.md names it. */
  readonly name: string;
  /** Median of ours, in `unit`. */
  readonly ours: number;
  /** Median of the other side, in `unit`; null where there is none. */
  readonly peer: number | null;
  /** ours / peer; below 1 is better than the other side. Null where the other side is none or 0. */
  readonly ratio: number | null;
  /** The most that the ratio may be; null where the row only informs. */
  readonly atMost: number | null;
  readonly verdict: 'met' | 'missed' | null;
  readonly unit: 'ms' | 's' | 'MB' | 'KB' | 'times';
  readonly runs: number;
}

/** What every file of test/bench exports. */
export interface Bench {
  /** What the other side of a row is, by the row's name; a row that is not named here has none. */
  readonly peers: Readonly<Record<string, string>>;
  run(): Promise<readonly Row[]>;
}

/** A row from the single values of both sides. */
export function row(
  name: string,
  unit: Row['unit'],
  ours: readonly number[],
  peer?: readonly number[],
  atMost?: number,
): Row {
  const [mine, other] = [median(ours), peer ? median(peer) : null];
  return {
    name,
    ours: mine,
    peer: other,
    ratio: other ? Number((mine / other).toFixed(2)) : null,
    atMost: atMost ?? null,
    verdict:
      atMost === undefined || other === null ? null : mine <= other * atMost ? 'met' : 'missed',
    unit,
    runs: ours.length,
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, next) => one - next);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  const lower = sorted.length % 2 === 0 ? sorted[middle - 1] : upper;
  if (upper === undefined || lower === undefined) throw new Error('Nothing was measured.');
  return Number(((lower + upper) / 2).toFixed(2));
}
