import type { Row } from '../../ports';

export type ReadWindow = (offset: number, count: number) => Promise<readonly Row[]>;

/** These rows, in this order; `numbers` ascend. Neighbours are read together. */
export async function pickRows(
  { window }: { readonly window: ReadWindow },
  numbers: Uint32Array,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let start = 0; start < numbers.length; ) {
    let end = start + 1;
    while (end < numbers.length && numbers[end] === (numbers[end - 1] ?? 0) + 1) end++;
    rows.push(...(await window(numbers[start] ?? 0, end - start)));
    start = end;
  }
  return rows;
}
