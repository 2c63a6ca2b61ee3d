import * as vscode from 'vscode';
import type { Failure, Message } from '../core/errors';
import { withoutLinks } from '../core/plainText';
import { redact } from '../core/redact';

/** A message of the core in the language of the editor; what it quotes holds nothing that is shaped like a secret. */
export function translate({ text, args }: Message): string {
  return vscode.l10n.t(text, ...args.map((quoted) => redact(quoted)));
}

/** What went wrong and, where it is known, what to do about it: plain words, whatever they quote. */
export function explain({ sentence, detail }: Failure): string {
  const advice = detail.hint === undefined ? '' : ` ${translate(detail.hint)}`;
  return withoutLinks(translate(sentence) + advice);
}
