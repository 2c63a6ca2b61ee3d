import * as vscode from 'vscode';
import { cancelled } from '../../core/errors';
import { providers } from '../../providers';

/** The documents of every system, by system. */
export async function documentation(): Promise<void> {
  const items = providers.flatMap(({ label, links }) => [
    { label, kind: vscode.QuickPickItemKind.Separator, url: '' },
    ...links.map((link) => ({
      label: vscode.l10n.t(link.label),
      description: link.url,
      kind: vscode.QuickPickItemKind.Default,
      url: link.url,
    })),
  ]);
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Documentation'),
    matchOnDescription: true,
  });
  if (!picked) throw cancelled();
  await vscode.env.openExternal(vscode.Uri.parse(picked.url));
}
