import { redact } from './redact';

/** A statement that was run: never its rows, nor the values of its parameters. */
export interface HistoryEntry {
  /** Without anything that is shaped like a secret. */
  readonly text: string;
  /** Whether something in the text was masked, so that it cannot run again as it stands. */
  readonly isMasked: boolean;
  readonly projectId: string;
  /** As the project was called then. */
  readonly project: string;
  readonly role: string;
  readonly outcome: 'done' | 'failed' | 'cancelled';
  readonly milliseconds: number;
  /** It ran, and what it wrote was rolled back: to run it again would be something else. */
  readonly rolledBack?: boolean;
  /** Rows that came, or that were changed; absent where the command counts none. */
  readonly rows?: number;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** How many statements are kept. */
const historyLength = 500;
/** In UTF-16 units; what is longer is data more than a statement. */
const longestText = 20_000;

const password =
  /(\b(?:password|identified\s+by)\s+)(?:E?'(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\2\$)/gi;

/** An entry without the `secrets` that are known, and without what is shaped like one. */
export function historyEntry(
  run: Omit<HistoryEntry, 'isMasked'>,
  secrets: readonly string[] = [],
): HistoryEntry {
  const whole = run.text.length <= longestText;
  const text = redact(run.text.slice(0, longestText).replace(password, "$1'••••'"), secrets);
  return { ...run, text, isMasked: !whole || text !== run.text };
}

/** One line of the history file. */
export function historyLine(entry: HistoryEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

/** The latest entries of a history file, newest first; a line that was cut off is left out. */
export function readHistoryLines(text: string): readonly HistoryEntry[] {
  return text.split('\n').flatMap(entryOf).slice(-historyLength).reverse();
}

function entryOf(line: string): readonly HistoryEntry[] {
  try {
    const entry: Partial<HistoryEntry> = JSON.parse(line);
    return typeof entry?.text === 'string' && typeof entry.at === 'string'
      ? [entry as HistoryEntry]
      : [];
  } catch {
    return [];
  }
}
