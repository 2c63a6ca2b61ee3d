import type * as vscode from 'vscode';

/** One level of indentation in this editor: a tab, or so many spaces. */
export function indentIn({ options }: vscode.TextEditor): string {
  const size = typeof options.tabSize === 'number' ? options.tabSize : 2;
  return options.insertSpaces === false ? '\t' : ' '.repeat(size);
}
