import * as vscode from 'vscode';
import { asFailure, cancelled, Failure, message } from '../../core/errors';
import type { RowSink } from '../../core/ports';
import { fileName } from '../../core/results/relation';
import { copyOf } from '../../core/sql/copy';
import { bindParameters } from '../../core/sql/parameters';
import { actionsFor, remediesFor } from '../remedies';
import type { Services } from '../services';
import { showQuickPick } from '../window';
import { askFile, writeFile } from '../writeFile';
import { allowStatement } from './allowStatement';
import { failedView } from './failedView';
import { frameFor } from './frameFor';
import { projectForDocument } from './pickProject';
import { headingOf, type StatementRun } from './statementRun';
import { wantedStatements } from './wantedStatements';

const formats = [
  { id: 'csv', label: 'CSV', extension: 'csv' },
  { id: 'text', label: 'TSV (Postgres)', extension: 'tsv' },
] as const;

/** Runs the query under the cursor as a COPY: all of its rows go into a file, none of them through the grid. */
export async function exportQuery(services: Services): Promise<void> {
  const { document, statements } = wantedStatements(services, undefined);
  const [statement] = statements;
  if (!statement || statements.length > 1) {
    throw new Failure('badInput', message('Select one query: its rows go into one file.'));
  }
  if (bindParameters(statement.text).names.length > 0) {
    throw new Failure(
      'badInput',
      message('COPY takes no parameters. Write their values into the query, and export it again.'),
    );
  }
  const project = await projectForDocument(services, document);
  const format = await showQuickPick(formats, {
    title: vscode.l10n.t('Export Query'),
  });
  if (!format) throw cancelled();
  const uri = await askFile(fileName(statement.text), format.label, format.extension);
  const actor = services.actors.actorOf(document);
  const run = { project, statement, session: document.uri, ...(actor ? { actor } : {}) };
  await copyInto(services, uri, run, copyOf(statement.text, format.id));
}

/** A `COPY … TO STDOUT` that the person wrote. True when it succeeded. */
export async function copyToFile(services: Services, wanted: StatementRun): Promise<boolean> {
  const { project, statement, actor } = wanted;
  const abort = new AbortController();
  const run = services.results.begin(
    headingOf(wanted),
    {
      cancel() {
        abort.abort();
        wanted.onCancel?.();
      },
      retry: () => void copyToFile(services, wanted),
    },
    wanted.beside,
  );
  try {
    const extension = /\bcsv\b/i.test(statement.text) ? 'csv' : 'tsv';
    const uri = await askFile('copy', extension.toUpperCase(), extension);
    const tag = await copyInto(services, uri, wanted, statement.text, abort.signal);
    run.done(`${tag} · ${uri.fsPath}`);
    return true;
  } catch (error) {
    const failure = asFailure(error);
    if (failure.reason === 'cancelled') run.done(vscode.l10n.t('Cancelled.'));
    else {
      const remedies = remediesFor(failure, project, {
        statement: statement.text,
        user: actor?.role ?? '',
      });
      run.fail(failedView(failure), actionsFor(services, project, remedies));
      services.log.failure('copy', failure);
    }
    return false;
  }
}

/** Gives the command tag. */
async function copyInto(
  services: Services,
  uri: vscode.Uri,
  { project, session, actor }: StatementRun,
  sql: string,
  cancel?: AbortSignal,
): Promise<string> {
  let tag = '';
  await writeFile(services.world, uri, async (file, tell, signal) => {
    const failed = new AbortController();
    const ends = AbortSignal.any([signal, failed.signal, ...(cancel ? [cancel] : [])]);
    let bytes = 0;
    let failure: unknown;
    const sink: RowSink = {
      columns: () => {},
      rows: async () => 'more',
      async data(piece) {
        try {
          await file.write(piece);
        } catch (error) {
          // The server would send the rest of it to nobody.
          failure = error;
          failed.abort();
        }
        bytes += piece.length;
        tell(vscode.l10n.t('{0} MB', (bytes / 1_000_000).toFixed(1)));
      },
    };
    const database = await services.sessions.forDocument(session, project, ends);
    const allowed = await allowStatement(services, project, sql, database, ends);
    const frame = frameFor(allowed, actor, database);
    try {
      ({ tag } = await database.run(sql, sink, ends, frame ? { frame } : {}));
    } catch (error) {
      throw failure ?? error;
    } finally {
      services.sessions.onDidRun.fire();
    }
  });
  return tag;
}
