import * as vscode from 'vscode';
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
  let dropped = 0;
  let telling: ReturnType<typeof setTimeout> | undefined;
  return {
    lines: () => (dropped === 0 ? lines : [told(dropped), ...lines]),
    say(line) {
      lines.push(line);
      if (lines.length > kept) {
        lines.shift();
        dropped++;
      }
      telling ??= setTimeout(() => {
        telling = undefined;
        tell();
      }, betweenTelling);
    },
    clear() {
      lines = [];
      dropped = 0;
    },
    close: () => clearTimeout(telling),
  };
}

function told(dropped: number): MessageLine {
  const count = dropped.toLocaleString(vscode.env.language);
  return {
    kind: 'notice',
    label: '',
    text: vscode.l10n.t('Earlier messages: {0}, not kept.', count),
  };
}
