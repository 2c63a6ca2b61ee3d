import * as vscode from 'vscode';
import { type Failure, plain } from '../core/errors';
import { redact } from '../core/redact';

/** The output channel. Everything passes the redactor, with the secrets that are known; nobody else writes to it. */
export interface Log extends vscode.Disposable {
  info(text: string): void;
  failure(doing: string, failure: Failure): void;
  show(): void;
}

/** `secrets` are those that this window has read so far. */
export function createLog(secrets: ReadonlySet<string>): Log {
  const channel = vscode.window.createOutputChannel('Powabase', { log: true });
  const clean = (text: string) => redact(text, [...secrets]);
  return {
    info: (text) => channel.info(clean(text)),
    failure: (doing, { reason, sentence, detail }) => {
      const state = detail.sqlstate === undefined ? '' : ` ${detail.sqlstate}`;
      channel.warn(clean(`${doing}: ${reason}${state}: ${plain(sentence)}`));
    },
    show: () => channel.show(true),
    dispose: () => channel.dispose(),
  };
}
