import * as vscode from 'vscode';
import { cancelled } from '../../core/errors';
import { plainItem } from '../window';

/** The answer of a person who wants the step before. */
export const back = Symbol('back');

export interface Step {
  readonly step: number;
  readonly total: number;
}

const title = () => vscode.l10n.t('Add Project');

/** One pick on the way to a project. Throws `cancelled` when the person leaves it. */
export function askPick<Item extends vscode.QuickPickItem>(
  placeholder: string,
  items: readonly Item[],
  { canGoBack }: { readonly canGoBack: boolean },
): Promise<Item | typeof back> {
  return new Promise((resolve, reject) => {
    const box = vscode.window.createQuickPick<Item>();
    Object.assign(box, { title: title(), placeholder, items: items.map(plainItem) });
    box.ignoreFocusOut = true;
    box.matchOnDetail = true;
    if (canGoBack) box.buttons = [vscode.QuickInputButtons.Back];
    const answer = (given: Item | typeof back) => {
      resolve(given);
      box.dispose();
    };
    box.onDidTriggerButton(() => answer(back));
    box.onDidAccept(() => {
      const [picked] = box.selectedItems;
      if (picked) answer(picked);
    });
    box.onDidHide(() => {
      reject(cancelled());
      box.dispose();
    });
    box.show();
  });
}

export interface InputStep extends Step {
  readonly prompt: string;
  readonly placeholder: string;
  readonly value: string;
  readonly secret?: boolean;
  readonly button?: vscode.QuickInputButton;
  /** Why the text cannot be taken, or, as a warning, what to mind about it. */
  problem(text: string): string | vscode.InputBoxValidationMessage | undefined;
}

export type InputAnswer =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'back' }
  | { readonly kind: 'button' };

/** One text of a multi-step input. Throws `cancelled` when the person leaves it. */
export function askInput(wanted: InputStep): Promise<InputAnswer> {
  const { step, total, prompt, placeholder, value, secret = false, button, problem } = wanted;
  return new Promise((resolve, reject) => {
    const box = vscode.window.createInputBox();
    Object.assign(box, { title: title(), step, totalSteps: total, prompt, placeholder, value });
    box.password = secret;
    box.ignoreFocusOut = true;
    box.buttons = [vscode.QuickInputButtons.Back, ...(button ? [button] : [])];
    const check = (text: string) => {
      const found = problem(text);
      box.validationMessage = found;
      return (
        found === undefined ||
        (typeof found === 'object' && found.severity === vscode.InputBoxValidationSeverity.Warning)
      );
    };
    const answer = (given: InputAnswer) => {
      resolve(given);
      box.dispose();
    };
    // An empty box is not scolded before anything was typed.
    box.onDidChangeValue((text) => {
      if (text === '') box.validationMessage = undefined;
      else check(text);
    });
    box.onDidTriggerButton((pressed) => answer({ kind: pressed === button ? 'button' : 'back' }));
    box.onDidAccept(() => {
      if (check(box.value)) answer({ kind: 'value', value: box.value });
    });
    box.onDidHide(() => {
      reject(cancelled());
      box.dispose();
    });
    box.show();
  });
}
