import * as vscode from 'vscode';
import { asFailure, Failure, message } from '../../core/errors';
import type { Project } from '../../core/model';
import type { Database } from '../../core/ports';
import type { Log } from '../log';
import { showErrorMessage, showInformationMessage, showWarningMessage } from '../window';
import { explain } from '../words';
import type { Connecting } from './connecting';

const commitLimit = 30_000;

interface OpenConnection {
  readonly project: Project;
  readonly addressKey: string;
  readonly database: Database;
}

/** The connection that each document has for itself, with the transaction that is open on it. */
export interface DocumentConnections extends vscode.Disposable {
  /** The document's own connection, opened when needed. Throws a `Failure`. */
  forDocument(document: vscode.Uri, project: Project, signal: AbortSignal): Promise<Database>;
  /** Closes the connection of what is no text document, which nobody else would. */
  release(document: vscode.Uri): void;
  /** The transaction that is open on a document's connection, if it has one. */
  transactionOf(document: vscode.Uri): Database['transaction'];
  /** A statement of a document has ended, its transaction may be another one. */
  readonly onDidRun: vscode.EventEmitter<void>;
}

export function createDocumentConnections(connecting: Connecting, log: Log): DocumentConnections {
  const documents = new Map<string, OpenConnection>();
  const onDidRun = new vscode.EventEmitter<void>();

  function close(key: string) {
    const open = documents.get(key);
    documents.delete(key);
    void open?.database.close().catch(() => {});
  }

  async function open(key: string, project: Project, signal: AbortSignal): Promise<Database> {
    const address = await connecting.addressOf(project);
    const known = documents.get(key);
    if (
      known?.database.alive &&
      known.project.id === project.id &&
      known.addressKey === address.key
    ) {
      return known.database;
    }
    const lost = known !== undefined && !known.database.alive;
    close(key);
    if (lost && known.database.transaction !== 'none') {
      onDidRun.fire();
      throw new Failure(
        'connectionLost',
        message(
          'The connection ended in the middle of a transaction, and the server has rolled that back. Run the statement again to go on with a new connection.',
        ),
      );
    }
    const database = await connecting.open('sql', project, address, signal);
    documents.set(key, { project, addressKey: address.key, database });
    if (lost) {
      void showInformationMessage(
        vscode.l10n.t(
          'The connection to the database of "{0}" had ended, and a new one was opened. Temporary tables and settings of the old one are gone.',
          project.name,
        ),
      );
    }
    return database;
  }

  /** Whoever closes a document in the middle of a transaction decides over it. */
  async function leave(uri: vscode.Uri) {
    const key = uri.toString();
    const left = documents.get(key);
    if (left?.database.transaction !== 'open') {
      close(key);
      return;
    }
    const commit = vscode.l10n.t('Commit');
    const answer = await showWarningMessage(
      vscode.l10n.t('Commit the open transaction on "{0}"?', left.project.name),
      {
        modal: true,
        detail: vscode.l10n.t('Its document was closed. What is not committed is rolled back.'),
      },
      commit,
    );
    if (answer === commit) {
      const limit = AbortSignal.timeout(commitLimit);
      await left.database.query('commit', [], limit).catch((error: unknown) => {
        const failure = asFailure(error);
        log.failure('sql', failure);
        void showErrorMessage(explain(failure));
      });
    }
    close(key);
    onDidRun.fire();
  }

  const subscriptions = [
    vscode.workspace.onDidCloseTextDocument(({ uri }) => void leave(uri)),
    onDidRun,
  ];

  return {
    forDocument: (document, project, signal) =>
      connecting.securely(project, (decided) => open(document.toString(), decided, signal)),
    transactionOf: (document) => documents.get(document.toString())?.database.transaction ?? 'none',
    release: (document) => close(document.toString()),
    onDidRun,
    dispose() {
      vscode.Disposable.from(...subscriptions).dispose();
      for (const key of [...documents.keys()]) close(key);
    },
  };
}
