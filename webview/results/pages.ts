import type { Row } from '../../src/core/ports';

export const pageRows = 200;
const keptPages = 64;
const askedAtOnce = 2;

/** Asks the host for rows; rejects when the signal aborts. */
export type AskRows = (
  offset: number,
  count: number,
  signal: AbortSignal,
) => Promise<readonly Row[]>;

export interface Pages {
  /** Undefined while it is not here. */
  row(index: number): Row | undefined;
  /** These rows are looked at now: asks for what is missing and drops what was asked for elsewhere. */
  look(first: number, last: number): void;
  /** The result grew; a page that was the last one may now be longer. */
  grow(rowCount: number): void;
  close(): void;
}

interface Page {
  readonly rows: readonly Row[];
  /** The result's row count when the page was asked for. */
  readonly rowCount: number;
}

/** The rows near what is on the screen, in pages of 200, the least recently seen forgotten first. */
export function createPages(options: {
  readonly rowCount: number;
  readonly first: readonly Row[];
  readonly ask: AskRows;
  readonly onRows: () => void;
  readonly onError: (error: unknown) => void;
}): Pages {
  let { rowCount } = options;
  let wanted: readonly number[] = [];
  const pages = new Map<number, Page>();
  const asked = new Map<number, AbortController>();
  if (options.first.length > 0) {
    pages.set(0, { rows: options.first.slice(0, pageRows), rowCount: options.first.length });
  }

  function isWhole(number: number): boolean {
    const page = pages.get(number);
    if (!page) return false;
    return page.rows.length === pageRows || page.rowCount >= rowCount;
  }

  function askMissing() {
    for (const number of wanted) {
      if (asked.size >= askedAtOnce) return;
      if (!isWhole(number) && !asked.has(number)) void ask(number);
    }
  }

  async function ask(number: number) {
    const abort = new AbortController();
    asked.set(number, abort);
    const countThen = rowCount;
    const offset = number * pageRows;
    const count = Math.min(pageRows, countThen - offset);
    try {
      const rows = await options.ask(offset, count, abort.signal);
      asked.delete(number);
      keep(number, { rows, rowCount: countThen });
      if (wanted.includes(number)) options.onRows();
    } catch (error) {
      asked.delete(number);
      if (!abort.signal.aborted) {
        // Not asked again until the next look, so that a broken host is not flooded.
        options.onError(error);
        return;
      }
    }
    askMissing();
  }

  function keep(number: number, page: Page) {
    pages.delete(number);
    pages.set(number, page);
    for (const oldest of pages.keys()) {
      if (pages.size <= keptPages) return;
      pages.delete(oldest);
    }
  }

  return {
    row(index) {
      const number = Math.floor(index / pageRows);
      return pages.get(number)?.rows[index - number * pageRows];
    },
    look(first, last) {
      wanted = pagesOf(first, last);
      for (const number of wanted) {
        const page = pages.get(number);
        if (page) keep(number, page);
      }
      for (const [number, abort] of asked) {
        if (!wanted.includes(number)) abort.abort();
      }
      askMissing();
    },
    grow(count) {
      rowCount = count;
      askMissing();
    },
    close() {
      wanted = [];
      for (const abort of asked.values()) abort.abort();
    },
  };
}

function pagesOf(first: number, last: number): number[] {
  const numbers = [];
  for (let page = Math.floor(first / pageRows); page * pageRows <= last; page++) numbers.push(page);
  return numbers;
}
