/**
 * The editor's messages, lists and input boxes. Names of projects, tables or addresses stand in them, which somebody
 * else may have chosen: each text is one line that holds no link and hides no character.
 */
import * as vscode from 'vscode';
import { oneLine, withoutLinks } from '../core/plainText';

export interface MessageOptions {
  readonly modal?: true;
  /** What stands below a modal question; of several, each is a line. */
  readonly detail?: string | readonly string[];
}

type ShowMessage = (
  text: string,
  options?: MessageOptions,
  ...buttons: readonly string[]
) => Thenable<string | undefined>;

export const showInformationMessage = messageOf('showInformationMessage');
export const showWarningMessage = messageOf('showWarningMessage');
export const showErrorMessage = messageOf('showErrorMessage');

function messageOf(
  kind: 'showInformationMessage' | 'showWarningMessage' | 'showErrorMessage',
): ShowMessage {
  return (text, options = {}, ...buttons) =>
    vscode.window[kind](plain(text), plainOptions(options), ...buttons);
}

function plainOptions({ modal, detail }: MessageOptions): vscode.MessageOptions {
  return {
    ...(modal ? { modal } : {}),
    ...(detail === undefined ? {} : { detail: [detail].flat().map(oneLine).join('\n') }),
  };
}

export async function showQuickPick<Item extends vscode.QuickPickItem>(
  items: readonly Item[],
  options: vscode.QuickPickOptions & { readonly canPickMany: true },
): Promise<Item[] | undefined>;
export async function showQuickPick<Item extends vscode.QuickPickItem>(
  items: readonly Item[],
  options: vscode.QuickPickOptions,
): Promise<Item | undefined>;
export async function showQuickPick<Item extends vscode.QuickPickItem>(
  items: readonly Item[],
  options: vscode.QuickPickOptions,
): Promise<Item | Item[] | undefined> {
  const shown = items.map(plainItem);
  const given = new Map(shown.map((item, index) => [item, items[index]]));
  const picked: Item | Item[] | undefined = await vscode.window.showQuickPick(
    shown,
    plainTexts(options),
  );
  return Array.isArray(picked)
    ? picked.flatMap((item) => given.get(item) ?? [])
    : picked && given.get(picked);
}

export function showInputBox(options: vscode.InputBoxOptions): Thenable<string | undefined> {
  return vscode.window.showInputBox(plainTexts(options));
}

export function withProgress<Result>(
  options: vscode.ProgressOptions,
  work: (
    progress: vscode.Progress<{ message?: string; increment?: number }>,
    token: vscode.CancellationToken,
  ) => Thenable<Result>,
): Thenable<Result> {
  return vscode.window.withProgress(plainTexts(options), work);
}

/** One line of a list that is made with `createQuickPick`. Its own words may begin with an icon. */
export function plainItem<Item extends vscode.QuickPickItem>(item: Item): Item {
  const { label, description, detail } = item;
  return {
    ...item,
    label: oneLine(label),
    ...(description === undefined ? {} : { description: oneLine(description) }),
    ...(detail === undefined ? {} : { detail: oneLine(detail) }),
  };
}

/** What stands around a list, a box or a progress. */
interface Texts {
  readonly title?: string;
  readonly prompt?: string;
  readonly placeHolder?: string;
}

function plainTexts<Options extends Texts>(options: Options): Options {
  const texts = ['title', 'prompt', 'placeHolder'] as const;
  const given = texts.flatMap((name) => {
    const text = options[name];
    return text === undefined ? [] : [[name, plain(text)]];
  });
  return { ...options, ...Object.fromEntries(given) };
}

function plain(text: string): string {
  return withoutLinks(oneLine(text));
}
