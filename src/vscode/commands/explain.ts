import * as vscode from 'vscode';
import { asFailure, Failure, message } from '../../core/errors';
import { costliest, readPlan } from '../../core/explain';
import type { HistoryEntry } from '../../core/history';
import { unpackRows } from '../../core/packedRows';
import type { Database, PackedRows, Row } from '../../core/ports';
import { explainedBy } from '../../core/sql/explained';
import { bindParameters } from '../../core/sql/parameters';
import { planText } from '../planText';
import type { Services } from '../services';
import { withProgress } from '../window';
import { allowStatement } from './allowStatement';
import { askParameters } from './askParameters';
import { frameFor } from './frameFor';
import { projectForDocument } from './pickProject';
import { remember } from './remember';
import { statementLimit } from './statementLimit';
import { wantedStatements } from './wantedStatements';

const undone = message('It runs in a transaction that is rolled back: nothing of it is kept.');

/** Shows the plan of a statement; `analyze` runs it, in a transaction that is rolled back. */
export async function explainStatement(
  services: Services,
  argument: unknown,
  analyze: boolean,
): Promise<void> {
  const { document, statements } = wantedStatements(services, argument);
  const [statement, more] = statements;
  if (!statement || more) {
    throw new Failure('badInput', message('Select one statement: each has a plan of its own.'));
  }
  const { errors, actors, sessions, pages } = services;
  const project = await projectForDocument(services, document);
  const { version } = document;
  errors.clear(document);
  const explained = explainedBy(statement.text);
  const prefix = analyze ? 'explain (analyze, buffers, format json) ' : 'explain (format json) ';
  const bound = bindParameters(explained.text);
  const sql = prefix + bound.sql;
  const values = await askParameters(services, document.uri, bound, false);
  const actor = actors.actorOf(document);

  async function run(cancel: AbortSignal): Promise<void> {
    const database = await sessions.forDocument(document.uri, project, cancel);
    const notes = analyze ? [undone] : [];
    const allowed = await allowStatement(services, project, sql, database, cancel, notes);
    const frame = frameFor(allowed, actor, database, analyze);
    const limit = statementLimit(cancel);
    const role = actor?.role ?? database.user;
    const started = performance.now();
    const keep = (outcome: HistoryEntry['outcome']) =>
      remember(services, {
        text: `explain ${analyze ? 'analyze ' : ''}${explained.text}`,
        projectId: project.id,
        project: project.name,
        role,
        outcome,
        milliseconds: performance.now() - started,
        ...(analyze ? { rolledBack: true } : {}),
      });
    const json = await answerOf(database, sql, limit.signal, {
      values,
      ...(frame === undefined ? {} : { frame }),
    }).catch((error: unknown) => {
      const failure = limit.told(asFailure(error));
      keep(failure.reason === 'cancelled' ? 'cancelled' : 'failed');
      throw failure;
    });
    keep('done');
    const plan = readPlan(json);
    const text = planText(plan, {
      project: project.name,
      role,
      text: statement?.text ?? '',
      rolledBack: analyze,
    });
    await pages.show({
      title: vscode.l10n.t('Plan: {0}', explained.text.replace(/[\s/]+/g, ' ').slice(0, 24)),
      text,
      marks: marksOf(text, costliest(plan).title),
      copies: [
        { label: `$(copy) ${vscode.l10n.t('Copy as Text')}`, text },
        { label: `$(json) ${vscode.l10n.t('Copy as JSON')}`, text: json },
      ],
    });
  }

  try {
    await withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Explaining on "{0}"', project.name),
        cancellable: true,
      },
      (_, token) => {
        const abort = new AbortController();
        token.onCancellationRequested(() => abort.abort());
        return run(abort.signal);
      },
    );
  } catch (error) {
    const { reason, sentence, detail } = asFailure(error);
    const position =
      detail.position === undefined
        ? {}
        : {
            position:
              explained.offset + bound.originalOffset(Math.max(0, detail.position - prefix.length)),
          };
    const failure = new Failure(reason, sentence, { ...detail, ...position });
    if (reason === 'statementFailed' && document.version === version) {
      errors.show(document, statement, failure);
    }
    throw failure;
  } finally {
    sessions.onDidRun.fire();
  }
}

async function answerOf(
  database: Database,
  sql: string,
  signal: AbortSignal,
  options: Parameters<Database['run']>[3],
): Promise<string> {
  const rows: Row[] = [];
  const sink = {
    columns: () => {},
    rows: async (batch: PackedRows) => {
      rows.push(...unpackRows(batch));
      return 'more' as const;
    },
  };
  await database.run(sql, sink, signal, options);
  return rows.map(([cell]) => cell ?? '').join('\n');
}

/** The lines of the tree that the arrow marks. */
function marksOf(text: string, title: string) {
  return [...text.matchAll(/^(?!►).*►.*$/gm)]
    .filter(([line]) => line.includes(title))
    .map(({ 0: line, index }) => ({ start: index, end: index + line.length }));
}
