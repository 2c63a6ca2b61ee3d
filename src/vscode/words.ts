import * as vscode from 'vscode';
import type { Failure, Message } from '../core/errors';
import { visible, withoutLinks } from '../core/plainText';
import { redact } from '../core/redact';

/** A message of the core in the language of the editor; what it quotes holds no secret and nothing that is not seen. */
export function translate({ text, args }: Message): string {
  return vscode.l10n.t(text, ...args.map((quoted) => visible(redact(quoted))));
}

/** What went wrong and, where it is known, what to do about it: plain words, whatever they quote. */
export function explain({ sentence, detail }: Failure): string {
  const advice = detail.hint === undefined ? '' : ` ${translate(detail.hint)}`;
  return withoutLinks(translate(sentence) + advice);
}
