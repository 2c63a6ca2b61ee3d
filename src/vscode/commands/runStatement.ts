import * as vscode from 'vscode';
import { asFailure, Failure } from '../../core/errors';
import type { Project } from '../../core/model';
import type { Actor } from '../../core/roles';
import { type BoundStatement, bindParameters } from '../../core/sql/parameters';
import type { Statement } from '../../core/sql/statementIndex';
import { actionsFor, remediesFor } from '../remedies';
import type { Services } from '../services';
import { translate } from '../words';
import { allowStatement } from './allowStatement';
import { askParameters } from './askParameters';
import { frameFor } from './frameFor';
import { projectForDocument } from './pickProject';
import { type StatementLimit, statementLimit } from './statementLimit';
import { allStatements, type WantedStatements, wantedStatements } from './wantedStatements';

/** Runs the statement of a lens, the selected ones, else the one under the cursor. */
export async function runStatement(services: Services, argument: unknown): Promise<void> {
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
  for (const [at, statement] of statements.entries()) {
    const succeeded = await runOne(services, {
      project,
      statement,
      session: document.uri,
      ...(actor === undefined ? {} : { actor }),
      source: { document, version },
      beside: at > 0,
      asksAgain,
    });
    if (!succeeded) return;
  }
}

export interface StatementRun {
  readonly project: Project;
  readonly statement: Statement;
  /** Whose connection it runs on. */
  readonly session: vscode.Uri;
  /** Whom it runs as; absent: the connection's own role. */
  readonly actor?: Actor;
  /** Where an error is shown, unless the document is another version by then; absent when nobody wrote the statement. */
  readonly source?: { readonly document: vscode.TextDocument; readonly version: number };
  /** Keeps the results that are shown: it is not the first statement of its run. */
  readonly beside?: boolean;
  /** Asks for the values of parameters that are known already. */
  readonly asksAgain?: boolean;
}

/** Runs one statement and shows what comes. True when it succeeded. */
export async function runOne(services: Services, wanted: StatementRun): Promise<boolean> {
  const { project, source, statement, session, actor } = wanted;
  const { results, sessions, errors, log } = services;
  const abort = new AbortController();
  const heading = {
    project: project.name,
    role: '',
    text: statement.text.replace(/\s+/g, ' ').slice(0, 200),
  };
  const actions = {
    cancel: () => abort.abort(),
    retry: () => void runOne(services, wanted),
  };
  const run = results.begin(heading, actions, wanted.beside);
  const started = performance.now();
  const elapsed = () => vscode.l10n.t('{0} ms', String(Math.round(performance.now() - started)));
  let returnsRows = false;
  let user = '';
  let bound: BoundStatement | undefined;
  let limit: StatementLimit | undefined;
  const sink = {
    columns: (columns: Parameters<typeof run.columns>[0]) => {
      returnsRows = true;
      run.columns(columns);
    },
    rows: run.rows,
    ...(run.notice === undefined ? {} : { notice: run.notice }),
  };
  try {
    bound = bindParameters(statement.text);
    const values = await askParameters(services, session, bound, wanted.asksAgain ?? false);
    const database = await sessions.forDocument(session, project, abort.signal);
    user = actor?.role ?? database.user;
    run.runsAs(user);
    const allowed = await allowStatement(services, project, bound.sql, database, abort.signal);
    const frame = frameFor(allowed, actor, database);
    limit = statementLimit(abort.signal);
    const { tag, capped } = await database.run(bound.sql, sink, limit.signal, {
      values,
      ...(frame === undefined ? {} : { frame }),
    });
    if (returnsRows) run.finish(capped ? 'capped' : 'complete', elapsed());
    else run.done(`${tag} · ${elapsed()}`);
    return true;
  } catch (error) {
    const failure = placed(limit?.told(asFailure(error)) ?? asFailure(error), bound);
    if (failure.reason === 'cancelled') {
      if (returnsRows) run.finish('cancelled', elapsed());
      else run.done(vscode.l10n.t('Cancelled · {0}', elapsed()));
    } else {
      const remedies = remediesFor(failure, project, { statement: statement.text, user });
      run.fail(failedView(failure), actionsFor(services, project, remedies));
    }
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

/** With its position in what the person wrote. */
function placed(failure: Failure, bound: BoundStatement | undefined): Failure {
  const { position } = failure.detail;
  if (bound === undefined || position === undefined) return failure;
  const { reason, sentence, detail } = failure;
  return new Failure(reason, sentence, { ...detail, position: bound.originalOffset(position) });
}

/** A failure as the results view shows it. */
export function failedView(failure: Failure) {
  const { sentence, detail, reason } = failure;
  const rows = [
    { label: vscode.l10n.t('Detail'), text: detail.detail && translate(detail.detail) },
    { label: 'SQLSTATE', text: detail.sqlstate },
  ];
  return {
    layer: reason === 'statementFailed' ? 'Postgres' : '',
    sentence: translate(sentence),
    detail: rows.flatMap(({ label, text }) => (text === undefined ? [] : [{ label, text }])),
    advice: detail.hint === undefined ? '' : translate(detail.hint),
    canRetry: reason !== 'badInput',
  };
}
