import * as vscode from 'vscode';
import { asFailure, Failure } from '../../core/errors';
import type { HistoryEntry } from '../../core/history';
import type { PackedRows } from '../../core/ports';
import { copiesToClient } from '../../core/sql/copy';
import { oddCharacterAt } from '../../core/sql/oddCharacters';
import { type BoundStatement, bindParameters } from '../../core/sql/parameters';
import type { Statement } from '../../core/sql/statementIndex';
import { editSourceOf } from '../edits/editSource';
import type { Action } from '../panels/resultViews';
import { actionsFor, remediesFor } from '../remedies';
import { reporting } from '../reporting';
import { requestAtCursor } from '../requests/requestIn';
import type { Services } from '../services';
import { showInformationMessage } from '../window';
import { allowStatement } from './allowStatement';
import { askParameters } from './askParameters';
import { copyToFile } from './exportQuery';
import { failedView } from './failedView';
import { fetchAll, readingOnly } from './fetchAll';
import { frameFor } from './frameFor';
import { projectForDocument } from './pickProject';
import { remember } from './remember';
import { sendRequest } from './sendRequest';
import { type StatementLimit, statementLimit } from './statementLimit';
import { headingOf, type StatementRun } from './statementRun';
import { allStatements, type WantedStatements, wantedStatements } from './wantedStatements';

/** Runs the statement of a lens, the selected ones, else the one under the cursor; sends the request of a fence. */
export async function runStatement(services: Services, argument: unknown): Promise<void> {
  if (argument === undefined && requestAtCursor()) return sendRequest(services, undefined);
  await runAll(services, wantedStatements(services, argument));
}

/** The same, and asks for the values of its parameters again. */
export async function runWithParameters(services: Services): Promise<void> {
  await runAll(services, wantedStatements(services, undefined), true);
}

/** Runs every statement of the document, one after another, until one fails. */
export async function runFile(services: Services): Promise<void> {
  await runAll(services, allStatements(services));
}

async function runAll(
  services: Services,
  { document, statements }: WantedStatements,
  asksAgain = false,
) {
  const project = await projectForDocument(services, document);
  services.errors.clear(document);
  const { version } = document;
  const actor = services.actors.actorOf(document);
  const ended = new AbortController();
  for (const [at, statement] of statements.entries()) {
    const succeeded = await runOne(services, {
      project,
      statement,
      session: document.uri,
      ...(actor === undefined ? {} : { actor }),
      source: { document, version },
      beside: at > 0,
      asksAgain,
      onCancel: () => ended.abort(),
    });
    if (ended.signal.aborted) return tellEnd(at + 1, statements.length);
    if (!succeeded) return;
  }
}

/** Statements may be so short that a cancel comes when each is done. */
function tellEnd(count: number, all: number) {
  if (count === all) return;
  void showInformationMessage(
    vscode.l10n.t(
      'Cancelled at statement {0} of {1}. Those after it were not run.',
      count.toLocaleString(vscode.env.language),
      all.toLocaleString(vscode.env.language),
    ),
  );
}

/** Runs one statement and shows what comes. True when it succeeded. */
export async function runOne(services: Services, wanted: StatementRun): Promise<boolean> {
  if (copiesToClient(wanted.statement.text)) return copyToFile(services, wanted);
  const { project, source, statement, session, actor } = wanted;
  const { results, sessions, errors, log } = services;
  const abort = new AbortController();
  const heading = headingOf(wanted);
  const actions = {
    cancel() {
      abort.abort();
      wanted.onCancel?.();
    },
    retry: () => runAgain(services, wanted),
    source: editSourceOf(services, wanted),
    fetchesAll: wanted.whole ?? false,
  };
  const run = results.begin(heading, actions, wanted.beside);
  const started = performance.now();
  const elapsed = () => vscode.l10n.t('{0} ms', String(Math.round(performance.now() - started)));
  let returnsRows = false;
  let user = '';
  let bound: BoundStatement | undefined;
  let limit: StatementLimit | undefined;
  let rowCount = 0;
  const sink = {
    columns: (columns: Parameters<typeof run.columns>[0]) => {
      returnsRows = true;
      run.columns(columns);
    },
    rows: (batch: PackedRows) => {
      rowCount += batch.count;
      return run.rows(batch);
    },
    ...(run.notice === undefined ? {} : { notice: run.notice }),
  };
  const keep = (outcome: HistoryEntry['outcome'], rows: number | undefined) =>
    remember(services, {
      text: statement.text,
      projectId: project.id,
      project: project.name,
      role: user,
      outcome,
      milliseconds: performance.now() - started,
      ...(rows === undefined ? {} : { rows }),
    });
  try {
    bound = bindParameters(statement.text);
    const values = await askParameters(services, session, bound, wanted.asksAgain ?? false);
    const database = await sessions.forDocument(session, project, abort.signal);
    user = actor?.role ?? database.user;
    run.runsAs(user);
    const allowed = await allowStatement(services, project, bound.sql, database, abort.signal);
    const frame = frameFor(
      wanted.whole ? readingOnly(allowed, database) : allowed,
      actor,
      database,
    );
    limit = statementLimit(abort.signal);
    const { tag, capped } = await database.run(bound.sql, sink, limit.signal, {
      values,
      ...(frame === undefined ? {} : { frame }),
    });
    if (capped) {
      const again = () => runAgain(services, { ...wanted, whole: true, beside: true });
      const offers = allowed.onlyReads ? [fetchAll(rowCount, again)] : [];
      run.finish('capped', elapsed(), undefined, offers);
    } else if (returnsRows) run.finish('complete', elapsed());
    else run.done(`${tag} · ${elapsed()}`);
    keep('done', returnsRows ? rowCount : countIn(tag));
    return true;
  } catch (error) {
    const failure = placed(limit?.told(asFailure(error)) ?? asFailure(error), statement, bound);
    if (failure.reason === 'cancelled') {
      if (returnsRows) run.finish('cancelled', elapsed());
      else run.done(vscode.l10n.t('Cancelled · {0}', elapsed()));
    } else {
      const remedies = remediesFor(failure, project, { statement: statement.text, user });
      const show = () => run.finish('broken', elapsed());
      const rollBack = rollBackOffers(services, wanted);
      const view = failedView(failure);
      // A transaction that has failed takes it no better a second time.
      run.fail({ ...view, canRetry: view.canRetry && rollBack.length === 0 }, [
        ...rollBack,
        ...(rowCount > 0 ? [arrivedRows(rowCount, show)] : []),
        ...actionsFor(services, project, remedies),
      ]);
    }
    // What was never sent was not run.
    if (limit) keep(failure.reason === 'cancelled' ? 'cancelled' : 'failed', undefined);
    const unchanged = source?.document.version === source?.version;
    const hasPlace = failure.reason === 'statementFailed' || failure.detail.position !== undefined;
    if (source && unchanged && hasPlace) {
      errors.show(source.document, statement, failure);
    }
    if (failure.reason !== 'cancelled') log.failure('sql', failure);
    return false;
  } finally {
    sessions.onDidRun.fire();
  }
}

/** A transaction in which something failed takes nothing else. */
function rollBackOffers(services: Services, { project, session }: StatementRun): Action[] {
  if (services.sessions.transactionOf(session) !== 'failed') return [];
  const text = 'rollback';
  const statement = { text, start: 0, end: text.length };
  const run = () => runAgain(services, { project, statement, session });
  return [{ label: vscode.l10n.t('Roll Back Transaction'), run }];
}

/** What was fetched before the failure may be what took hours. */
function arrivedRows(count: number, show: () => void): Action {
  const number = count.toLocaleString(vscode.env.language);
  return { label: vscode.l10n.t('Show Rows That Arrived ({0})', number), run: show };
}

/** From a button of a result, which may stand beside one that still runs. */
function runAgain(services: Services, wanted: StatementRun) {
  void reporting(services, 'sql', async () => void (await runOne(services, wanted)));
}

/** The rows that a command changed, the last number of its tag: `INSERT 0 3`. */
function countIn(tag: string): number | undefined {
  const count = / (\d+)$/.exec(tag)?.[1];
  return count === undefined ? undefined : Number(count);
}

/** With its position in what the person wrote, and what stands there that nobody sees. */
function placed(failure: Failure, { text }: Statement, bound: BoundStatement | undefined): Failure {
  const { position } = failure.detail;
  if (bound === undefined || position === undefined) return failure;
  const { reason, sentence, detail } = failure;
  const offset = bound.originalOffset(position);
  const hint = detail.hint ?? oddCharacterAt(text, offset);
  return new Failure(reason, sentence, { ...detail, ...(hint && { hint }), position: offset });
}
