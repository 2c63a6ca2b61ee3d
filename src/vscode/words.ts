import * as vscode from 'vscode';
import type { Failure, Message } from '../core/errors';

/** A message of the core in the language of the editor. */
export function translate({ text, args }: Message): string {
  return vscode.l10n.t(text, ...args);
}

/** What went wrong and, where it is known, what to do about it. */
export function explain({ sentence, detail }: Failure): string {
  const advice = detail.hint === undefined ? '' : ` ${translate(detail.hint)}`;
  return translate(sentence) + advice;
}
