import * as vscode from 'vscode';
import { asFailure, Failure, message } from '../../core/errors';
import type { Project } from '../../core/model';
import type { Database, Frame } from '../../core/ports';
import { type Actor, settingsOf } from '../../core/roles';
import type { Statement } from '../../core/sql/statementIndex';
import { actionsFor, remediesFor } from '../remedies';
import type { Services } from '../services';
import { translate } from '../words';
import { type Allowed, allowStatement } from './allowStatement';
import { projectForDocument } from './pickProject';
import { allStatements, type WantedStatements, wantedStatements } from './wantedStatements';

/** Runs the statement of a lens, the selected ones, else the one under the cursor. */
export async function runStatement(services: Services, argument: unknown): Promise<void> {
  await runAll(services, wantedStatements(services, argument));
}

/** Runs every statement of the document, one after another, until one fails. */
export async function runFile(services: Services): Promise<void> {
  await runAll(services, allStatements(services));
}

async function runAll(services: Services, { document, statements }: WantedStatements) {
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
  const sink = {
    columns: (columns: Parameters<typeof run.columns>[0]) => {
      returnsRows = true;
      run.columns(columns);
    },
    rows: run.rows,
    ...(run.notice === undefined ? {} : { notice: run.notice }),
  };
  try {
    const database = await sessions.forDocument(session, project, abort.signal);
    user = actor?.role ?? database.user;
    run.runsAs(user);
    const allowed = await allowStatement(services, project, statement.text, database, abort.signal);
    const frame = frameOf(allowed, actor, database);
    const { tag, capped } = await database.run(statement.text, sink, abort.signal, frame);
    if (returnsRows) run.finish(capped ? 'capped' : 'complete', elapsed());
    else run.done(`${tag} · ${elapsed()}`);
    return true;
  } catch (error) {
    const failure = asFailure(error);
    if (failure.reason === 'cancelled') {
      if (returnsRows) run.finish('cancelled', elapsed());
      else run.done(vscode.l10n.t('Cancelled · {0}', elapsed()));
    } else {
      const remedies = remediesFor(failure, project, { statement: statement.text, user });
      run.fail(failedView(failure), actionsFor(services, project, remedies));
    }
    const unchanged = source?.document.version === source?.version;
    if (source && unchanged && failure.reason === 'statementFailed') {
      errors.show(source.document, statement, failure);
    }
    if (failure.reason !== 'cancelled') log.failure('sql', failure);
    return false;
  } finally {
    sessions.onDidRun.fire();
  }
}

/** The transaction around a statement that must not write, or that somebody else runs. */
function frameOf(
  { readOnly, bareOnly }: Allowed,
  actor: Actor | undefined,
  { transaction }: Database,
): Frame | undefined {
  if (!actor && !readOnly) return undefined;
  if (transaction !== 'none') {
    throw new Failure(
      'badInput',
      message(
        'A transaction is open here, and this statement needs one of its own. Commit it or roll it back first.',
      ),
    );
  }
  if (!actor) return { readOnly, settings: [] };
  if (bareOnly) {
    throw new Failure(
      'badInput',
      message(
        'This command runs outside of a transaction, and so not as {0}. Choose the connection’s own role for it.',
        actor.role,
      ),
    );
  }
  return { readOnly, settings: settingsOf(actor) };
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
