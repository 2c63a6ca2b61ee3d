import type { MessageLine } from '../../protocol/results';

const kept = 1_000;
const betweenTelling = 50;

/** What the server said and what came of each statement, in the order of time. */
export interface ResultMessages {
  lines(): readonly MessageLine[];
  say(line: MessageLine): void;
  clear(): void;
  close(): void;
}

/** A flood of notices is told now and then. */
export function createResultMessages(tell: () => void): ResultMessages {
  let lines: MessageLine[] = [];
  let telling: ReturnType<typeof setTimeout> | undefined;
  return {
    lines: () => lines,
    say(line) {
      lines.push(line);
      if (lines.length > kept) lines.shift();
      telling ??= setTimeout(() => {
        telling = undefined;
        tell();
      }, betweenTelling);
    },
    clear() {
      lines = [];
    },
    close: () => clearTimeout(telling),
  };
}
