import * as vscode from 'vscode';
import { cancelled, Failure, message } from '../../core/errors';
import type { HistoryEntry } from '../../core/history';
import { withoutIcons } from '../../core/plainText';
import type { Services } from '../services';
import { showQuickPick, showWarningMessage } from '../window';
import { runOne } from './runStatement';

/** Finds a statement by its words; it is put into the editor or run again. */
export async function searchHistory(services: Services): Promise<void> {
  const entries = await (await services.world.history()).read();
  if (entries.length === 0) {
    throw new Failure('badInput', message('Nothing was run yet that the history would know.'));
  }
  const picked = await showQuickPick(
    entries.map((entry) => ({
      label: `${icons[entry.outcome]} ${shortened(entry.text)}`,
      description: describe(entry),
      detail: new Date(entry.at).toLocaleString(),
      entry,
    })),
    {
      title: vscode.l10n.t('What was run'),
      placeHolder: vscode.l10n.t('Words of the statement, a project or a role'),
      matchOnDescription: true,
      matchOnDetail: true,
    },
  );
  if (!picked) throw cancelled();
  await useEntry(services, picked.entry);
}

export async function clearHistory({ world }: Services): Promise<void> {
  const clear = vscode.l10n.t('Clear');
  const answer = await showWarningMessage(
    vscode.l10n.t('Clear the history of SQL statements?'),
    { modal: true, detail: vscode.l10n.t('It is the same in all windows, and cannot be undone.') },
    clear,
  );
  if (answer === clear) await (await world.history()).clear();
}

const icons = { done: '$(check)', failed: '$(error)', cancelled: '$(circle-slash)' } as const;

function shortened(text: string): string {
  return withoutIcons(text.replace(/\s+/g, ' ')).slice(0, 200);
}

function describe({ project, role, rows, milliseconds, rolledBack }: HistoryEntry): string {
  const { t } = vscode.l10n;
  const counted =
    rows === undefined ? [] : [rows === 1 ? t('1 row') : t('{0} rows', rows.toLocaleString('en'))];
  const took = t('{0} ms', String(Math.round(milliseconds)));
  const undone = rolledBack ? [t('rolled back')] : [];
  return [t('{0} as {1}', project, role), ...counted, took, ...undone].join(' · ');
}

async function useEntry(services: Services, entry: HistoryEntry): Promise<void> {
  const project = services.projects.find(entry.projectId);
  const insert = { label: `$(insert) ${vscode.l10n.t('Insert at the cursor')}`, use: 'insert' };
  const open = { label: `$(new-file) ${vscode.l10n.t('Open in a new document')}`, use: 'open' };
  const again = {
    label: `$(play) ${vscode.l10n.t('Run again on "{0}"', entry.project)}`,
    use: 'run',
  };
  const picked = await showQuickPick(
    [insert, open, ...(project && !entry.isMasked && !entry.rolledBack ? [again] : [])],
    {
      title: shortened(entry.text).slice(0, 80),
      ...(entry.isMasked
        ? { placeHolder: vscode.l10n.t('A secret in it was not kept: put it back before it runs') }
        : {}),
    },
  );
  if (!picked) throw cancelled();
  if (picked.use === 'insert') return services.insertTarget.insert(entry.text);
  const content = `-- @project ${entry.project}\n${entry.text};\n`;
  const document = await vscode.workspace.openTextDocument({ language: 'sql', content });
  await vscode.window.showTextDocument(document);
  if (picked.use === 'open' || !project) return;
  const start = content.indexOf('\n') + 1;
  const statement = { text: entry.text, start, end: start + entry.text.length };
  const actor = services.actors.actorOf(document);
  await runOne(services, {
    project,
    statement,
    session: document.uri,
    ...(actor === undefined ? {} : { actor }),
    source: { document, version: document.version },
  });
}
