import * as vscode from 'vscode';
import { cancelled, Failure, message } from '../../core/errors';
import type { Project } from '../../core/model';
import { type Comparison, comparisonText } from '../comparisonText';
import type { Services } from '../services';
import { showQuickPick, withProgress } from '../window';

/** Rows of each role: what a person can still read. */
export const mostRows = 1_000;

/** Asks whom the rows are to be compared as. Throws `badInput` for one or more than three, `cancelled` for none. */
export async function pickRolesToCompare<Item extends vscode.QuickPickItem>(
  project: Project,
  items: readonly Item[],
): Promise<readonly Item[]> {
  const picked = await showQuickPick(items, {
    title: vscode.l10n.t('Compare the rows on "{0}" as', project.name),
    placeHolder: vscode.l10n.t('Two or three roles'),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (!picked) throw cancelled();
  if (picked.length < 2 || picked.length > 3) {
    throw new Failure('badInput', message('Choose two or three roles to compare.'));
  }
  return picked;
}

/** Shows what `work` finds, under a progress that can be cancelled. */
export async function showComparison(
  { pages }: Services,
  project: Project,
  subject: string,
  work: (signal: AbortSignal) => Promise<Omit<Comparison, 'project'>>,
): Promise<void> {
  await withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Comparing roles on "{0}"', project.name),
      cancellable: true,
    },
    async (_, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      const found = await work(abort.signal);
      const name = subject.replace(/[\s/]+/g, ' ').trim();
      await pages.show({
        title: vscode.l10n.t('Roles: {0}', name.slice(0, 24)),
        ...comparisonText({ project: project.name, ...found }),
        copies: [],
      });
    },
  );
}
