import * as vscode from 'vscode';
import { type Failure, plain } from '../core/errors';
import { redact } from '../core/redact';

/** The output channel. Everything passes the redactor; nobody else writes to it. */
export interface Log extends vscode.Disposable {
  info(text: string): void;
  failure(doing: string, failure: Failure): void;
  show(): void;
}

export function createLog(): Log {
  const channel = vscode.window.createOutputChannel('Powabase', { log: true });
  return {
    info: (text) => channel.info(redact(text)),
    failure: (doing, { reason, sentence, detail }) => {
      const state = detail.sqlstate === undefined ? '' : ` ${detail.sqlstate}`;
      channel.warn(redact(`${doing}: ${reason}${state}: ${plain(sentence)}`));
    },
    show: () => channel.show(true),
    dispose: () => channel.dispose(),
  };
}
