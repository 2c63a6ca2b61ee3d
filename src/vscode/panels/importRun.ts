import * as vscode from 'vscode';
import { copyFrom, routeOf } from '../../core/csv/plan';
import { asFailure, message } from '../../core/errors';
import type { Project, Relation } from '../../core/model';
import type { Database, Frame } from '../../core/ports';
import type { Classification } from '../../core/sql/classify';
import { confirm, verdictOn } from '../commands/allowStatement';
import { remember } from '../commands/remember';
import { showRows } from '../commands/showRows';
import { reporting } from '../reporting';
import type { Services } from '../services';
import { showInformationMessage, withProgress } from '../window';
import { type ImportDraft, planOf, rowCountOf } from './importDraft';

export interface WantedImport {
  readonly project: Project;
  readonly relation: Relation;
  readonly draft: ImportDraft;
  readonly uri: vscode.Uri;
  readonly role: string;
  readonly frame?: Frame;
  connect(signal: AbortSignal): Promise<Database>;
}

/** What the guard is asked about an import. */
export function importOf({ schema, name }: Relation): Classification {
  const relation = { schema, name };
  return { effects: [{ kind: 'writes', verb: 'copy', relation, filtered: true }], bareOnly: false };
}

/** True once the rows are there, false where the person has ended it. Throws a `Failure`; nothing is left then. */
export async function runImport(services: Services, wanted: WantedImport): Promise<boolean> {
  const { project, relation, draft, uri } = wanted;
  const table = `${relation.schema}.${relation.name}`;
  const file = uri.path.split('/').at(-1) ?? '';
  const began = performance.now();
  const plan = planOf(draft);
  let isSent = false;
  const keep = (outcome: 'done' | 'failed' | 'cancelled', rows?: number) =>
    remember(services, {
      text: copyFrom(plan, routeOf(plan)),
      projectId: project.id,
      project: project.name,
      role: wanted.role,
      outcome,
      milliseconds: performance.now() - began,
      ...(rows === undefined ? {} : { rows }),
    });
  try {
    await allowImport(project, relation, rowCountOf(draft));
    const rows = await withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Importing {0} into {1}', file, table),
        cancellable: true,
      },
      async (progress, token) => {
        const abort = new AbortController();
        token.onCancellationRequested(() => abort.abort());
        const database = await wanted.connect(abort.signal);
        isSent = true;
        return services.world.importCsv(database, uri.fsPath, plan, {
          ...(wanted.frame ? { frame: wanted.frame } : {}),
          signal: abort.signal,
          progress: toldInPercent(progress, draft.file.size),
        });
      },
    );
    keep('done', rows);
    void offerRows(services, wanted, rows, table);
    return true;
  } catch (error) {
    const isCancelled = asFailure(error).reason === 'cancelled';
    if (isSent) keep(isCancelled ? 'cancelled' : 'failed');
    if (!isCancelled) throw error;
    return false;
  }
}

/** Rows on production are worth typing a name, also where every statement is free. */
async function allowImport(project: Project, relation: Relation, rows: string): Promise<void> {
  const verdict = verdictOn(project, importOf(relation));
  const isProduction = project.environment === 'production';
  if (verdict.kind === 'run' && !isProduction) return;
  const table = `${relation.schema}.${relation.name}`;
  const reasons = [
    rows === '1'
      ? message('Adds 1 row to {0}.', table)
      : message('Adds {0} rows to {1}.', rows, table),
    ...(verdict.kind === 'ask' ? verdict.reasons : []),
  ];
  await confirm(project, reasons, isProduction ? relation.name : undefined);
}

function toldInPercent(
  progress: vscode.Progress<{ increment: number; message: string }>,
  size: number,
) {
  let told = 0;
  return (bytes: number) => {
    const percent = Math.floor((100 * bytes) / size);
    if (percent === told) return;
    progress.report({ increment: percent - told, message: `${percent} %` });
    told = percent;
  };
}

async function offerRows(
  services: Services,
  { project, relation }: WantedImport,
  rows: number,
  table: string,
): Promise<void> {
  const show = vscode.l10n.t('Show Rows');
  const count = rows.toLocaleString(vscode.env.language);
  const answer = await showInformationMessage(
    rows === 1
      ? vscode.l10n.t('1 row imported into {0}.', table)
      : vscode.l10n.t('{0} rows imported into {1}.', count, table),
    {},
    show,
  );
  if (answer !== show) return;
  const node = { kind: 'relation', project, relation };
  await reporting(services, 'rows', () => showRows(services, node));
}
