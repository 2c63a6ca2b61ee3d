import * as vscode from 'vscode';
import { findMisfits, type Misfit } from '../../core/csv/misfits';
import { readTarget } from '../../core/csv/target';
import { asFailure, Failure, message } from '../../core/errors';
import type { Project, Relation } from '../../core/model';
import { oneLine } from '../../core/plainText';
import type { Database, Frame } from '../../core/ports';
import { type Actor, settingsOf } from '../../core/roles';
import { type ImportContract, type ImportView, importShapes } from '../../protocol/importing';
import { serve } from '../../protocol/rpc';
import { verdictOn } from '../commands/allowStatement';
import { pickActor } from '../commands/chooseRole';
import { reporting } from '../reporting';
import type { Services } from '../services';
import { explain, translate } from '../words';
import { pageOf, webviewOptions } from './html';
import { columnsOf, draftOf, firstDraft, type ImportDraft, shownDraft } from './importDraft';
import { importOf, runImport } from './importRun';
import { portOf } from './port';

/** How long the server may take to say what it would refuse. */
const checkLimit = 30_000;

/** Shows a file as it would go into a table, and imports it from there. Throws a `Failure` where that cannot start. */
export async function openImport(
  services: Services,
  project: Project,
  relation: Relation,
  uri: vscode.Uri,
): Promise<void> {
  verdictOn(project, importOf(relation));
  const file = await services.world.openCsv(uri.fsPath);
  const name = oneLine(uri.path.split('/').at(-1) ?? '');
  if (file.size === 0) throw new Failure('badInput', message('The file {0} is empty.', name));
  const session = vscode.Uri.from({ scheme: 'powabase', path: `import/${crypto.randomUUID()}` });
  const connect = (signal: AbortSignal) => services.sessions.forDocument(session, project, signal);

  let actor: Actor | undefined;
  let role = '';
  let misfits: readonly Misfit[] = [];
  let state: ImportView['state'] = 'checking';
  let failure: ImportView['failure'];
  let checking = new AbortController();
  const closed = new AbortController();

  async function onConnection<T>(
    cancel: AbortSignal,
    work: (database: Database, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const signal = AbortSignal.any([cancel, AbortSignal.timeout(checkLimit)]);
    const database = await connect(signal);
    role = actor?.role ?? database.user;
    return work(database, signal);
  }

  const reading = (): Frame => ({ readOnly: true, settings: actor ? settingsOf(actor) : [] });
  const targetOf = () =>
    onConnection(closed.signal, (database, signal) =>
      readTarget(database, relation, reading(), signal),
    );

  let draft: ImportDraft;
  try {
    draft = firstDraft(file, await targetOf());
  } catch (error) {
    services.sessions.release(session);
    throw error;
  }
  const table = `${relation.schema}.${relation.name}`;
  const panel = vscode.window.createWebviewPanel(
    'powabase.import',
    vscode.l10n.t('Import: {0}', name),
    vscode.ViewColumn.Active,
    webviewOptions(services.extensionUri),
  );
  panel.onDidDispose(() => {
    closed.abort();
    checking.abort();
    // An import that is under way goes on.
    if (state !== 'importing') services.sessions.release(session);
  });

  const view = (): ImportView => ({
    file: name,
    table,
    project: project.name,
    role,
    ...shownDraft(draft, misfits),
    state,
    ...(failure ? { failure } : {}),
  });
  const show = () => {
    if (!closed.signal.aborted) server.emit('changed', view());
  };

  /** Shows the draft at once, and what the server says of it once that is known. */
  async function change(next: ImportDraft) {
    checking.abort();
    checking = new AbortController();
    const { signal } = checking;
    draft = next;
    misfits = [];
    state = 'checking';
    failure = undefined;
    show();
    try {
      const found = await onConnection(signal, (database, limited) =>
        findMisfits(database, next.records, columnsOf(next), reading(), limited),
      );
      if (signal.aborted) return;
      misfits = found;
    } catch (error) {
      if (signal.aborted) return;
      services.log.failure('import', asFailure(error));
      failure = {
        sentence: vscode.l10n.t('The values could not be checked before the import.'),
        detail: explain(asFailure(error)),
      };
    }
    state = 'ready';
    show();
  }

  async function chooseRole() {
    const title = vscode.l10n.t('Import into {0} as', table);
    actor = await onConnection(closed.signal, (database, signal) =>
      pickActor(title, database, signal),
    );
    const target = await targetOf();
    await change({ ...draft, target });
  }

  async function start() {
    if (state !== 'ready') return;
    state = 'importing';
    failure = undefined;
    show();
    try {
      const done = await runImport(services, {
        project: services.projects.find(project.id) ?? project,
        relation,
        draft,
        uri,
        connect,
        role,
        ...(actor ? { frame: { readOnly: false, settings: settingsOf(actor) } } : {}),
      });
      if (done) panel.dispose();
    } catch (error) {
      const { detail, ...refused } = asFailure(error);
      services.log.failure('import', asFailure(error));
      failure = {
        sentence: translate(refused.sentence),
        ...(detail.detail ? { detail: translate(detail.detail) } : {}),
        ...(detail.line === undefined ? {} : { line: detail.line }),
      };
    }
    state = 'ready';
    show();
    if (closed.signal.aborted) services.sessions.release(session);
  }

  const acting = async (work: () => Promise<void>) => {
    await reporting(services, 'import', work);
    return null;
  };
  const server = serve<ImportContract>(portOf(panel.webview), importShapes, {
    open: async () => view(),
    format: (changes) =>
      acting(() => change(draftOf(file, draft.target, { ...draft.format, ...changes }))),
    map: ({ field, column }) =>
      acting(() => change({ ...draft, mapping: draft.mapping.with(field, column) })),
    role: () => acting(chooseRole),
    import: () => acting(start),
    openLine: ({ line }) => acting(() => openAt(uri, line)),
  });
  panel.webview.html = pageOf(
    panel.webview,
    services.extensionUri,
    'import',
    vscode.l10n.t('Import: {0}', name),
  );
  await change(draft);
}

async function openAt(uri: vscode.Uri, line: number): Promise<void> {
  const place = new vscode.Position(line - 1, 0);
  // The editor itself opens files that are too large for extensions.
  await vscode.commands.executeCommand('vscode.open', uri, {
    selection: new vscode.Range(place, place),
  });
}
