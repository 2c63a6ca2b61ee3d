import * as vscode from 'vscode';
import { cancelled } from '../../core/errors';
import type { Cell } from '../../core/ports';
import type { BoundStatement } from '../../core/sql/parameters';
import type { Services } from '../services';

/**
 * The values of a statement's parameters, in their order: what is not known of the document is asked for, or, with
 * `again`, all of them. Throws `cancelled`.
 */
export async function askParameters(
  { parameterValues }: Services,
  document: vscode.Uri,
  { sql, names }: BoundStatement,
  again: boolean,
): Promise<readonly Cell[]> {
  const values: Cell[] = [];
  for (const [at, name] of names.entries()) {
    const known = parameterValues.get(document, sql, name);
    const isAsked = known === undefined || again;
    const step = names.length > 1 ? ` (${at + 1}/${names.length})` : '';
    const value = isAsked ? await askValue(name, step, known) : known;
    parameterValues.set(document, sql, name, value);
    values.push(value);
  }
  return values;
}

interface ValueItem extends vscode.QuickPickItem {
  readonly value: Cell;
}

/** A text as it is typed, or NULL, which no text can say. */
function askValue(name: string, step: string, known: Cell | undefined): Promise<Cell> {
  const pick = vscode.window.createQuickPick<ValueItem>();
  pick.title = vscode.l10n.t('The value of {0}', name) + step;
  pick.placeholder = vscode.l10n.t(
    'Type it without quotes; Postgres reads it as the type it needs',
  );
  pick.ignoreFocusOut = true;
  pick.value = known ?? '';
  const offer = () => {
    pick.items = choices(pick.value);
    if (known === null && pick.value === '') pick.activeItems = pick.items.slice(1);
  };
  offer();
  return new Promise<Cell>((resolve, reject) => {
    pick.onDidChangeValue(offer);
    pick.onDidAccept(() => {
      const [chosen] = pick.activeItems;
      if (chosen) resolve(chosen.value);
      pick.hide();
    });
    pick.onDidHide(() => reject(cancelled()));
    pick.show();
  }).finally(() => pick.dispose());
}

function choices(typed: string): readonly ValueItem[] {
  return [
    {
      label: typed === '' ? vscode.l10n.t('Empty text') : typed,
      ...(typed === '' ? {} : { description: vscode.l10n.t('as it stands') }),
      alwaysShow: true,
      value: typed,
    },
    { label: 'NULL', description: vscode.l10n.t('no value'), alwaysShow: true, value: null },
  ];
}
