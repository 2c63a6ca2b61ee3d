import * as vscode from 'vscode';
import { asFailure, cancelled, Failure, message } from '../../core/errors';
import type { Project, RoleId } from '../../core/model';
import { blockAt, fenceAt, type RestRequest, readRequest } from '../../core/rest/request';
import type { Span } from '../../core/rest/span';
import { providerOf } from '../../providers';
import { rolesOf } from '../../providers/authentication';
import { findByName } from '../editor/attachments';
import { actionsFor, remediesFor } from '../remedies';
import type { Services } from '../services';
import { offerToMintAgain } from './mintJwt';
import { projectForDocument } from './pickProject';
import { failedView } from './runStatement';
import { showAnswer } from './showAnswer';

/** Sends the request of the `###` block under the cursor of a request document. */
export async function sendRequest(services: Services): Promise<void> {
  const { document, selection } = editorInUse();
  const text = document.getText();
  const request = readRequest(text, blockAt(text, document.offsetAt(selection.active)));
  const project = await projectOfRequest(services, document, request);
  const role = request.directives.role ?? defaultRole(project);
  await runRequest(services, { project, request, role });
}

/** Sends what is selected in any document, else the Markdown fence or the line under the cursor. */
export async function sendSelection(services: Services): Promise<void> {
  const { document, selection } = editorInUse();
  const request = readRequest(document.getText(), spanOf(document, selection));
  const project = await projectOfRequest(services, document, request);
  const role = request.directives.role ?? (await pickRole(project));
  await runRequest(services, { project, request, role });
}

function editorInUse(): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  if (editor) return editor;
  throw new Failure(
    'badInput',
    message('Open a file first: the request under its cursor is sent.'),
  );
}

function spanOf(document: vscode.TextDocument, selection: vscode.Selection): Span {
  if (!selection.isEmpty) {
    return { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) };
  }
  const offset = document.offsetAt(selection.active);
  const fence =
    document.languageId === 'markdown' ? fenceAt(document.getText(), offset) : undefined;
  const { range } = document.lineAt(selection.active.line);
  return fence ?? { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

/** The project that the block names, the one whose address the request holds, or the document's. */
async function projectOfRequest(
  services: Services,
  document: vscode.TextDocument,
  { directives, target }: RestRequest,
): Promise<Project> {
  const all = services.projects.list();
  const { project: name } = directives;
  if (name !== undefined) {
    const named = findByName(all, name);
    if (named) return named;
    throw new Failure(
      'badInput',
      message('There is no project "{0}". Change the @project line, or add the project.', name),
    );
  }
  const origin = URL.canParse(target) ? new URL(target).origin : undefined;
  const atOrigin = all.find(({ url }) => url !== undefined && new URL(url).origin === origin);
  return atOrigin ?? projectForDocument(services, document);
}

function defaultRole(project: Project): RoleId {
  const provider = providerOf(project.provider);
  return (rolesOf(provider, project)[0] ?? provider.roles[0])?.id ?? 'anon';
}

async function pickRole(project: Project): Promise<RoleId> {
  const known = rolesOf(providerOf(project.provider), project);
  const [only] = known;
  if (known.length < 2) return only?.id ?? defaultRole(project);
  const picked = await vscode.window.showQuickPick(
    known.map(({ id, label }) => ({
      label,
      id,
      ...(id === 'service_role'
        ? { description: vscode.l10n.t('full access, past Row Level Security') }
        : {}),
    })),
    { title: vscode.l10n.t('Send as') },
  );
  if (!picked) throw cancelled();
  return picked.id;
}

export interface RequestRun {
  readonly project: Project;
  readonly request: RestRequest;
  readonly role: RoleId;
}

/** Sends the request and shows the answer: rows in the grid, or who refused, why, and what to do. */
export async function runRequest(services: Services, wanted: RequestRun): Promise<void> {
  const { project, request, role } = wanted;
  const { results, sessions, log } = services;
  const abort = new AbortController();
  const heading = { project: project.name, role, text: `${request.method} ${request.target}` };
  const run = results.begin(heading, {
    cancel: () => abort.abort(),
    retry: () => void runRequest(services, wanted),
  });
  try {
    if (needsUserToken(project, role)) await offerToMintAgain(services, project);
    const answer = await sessions.send(project, role, request, abort.signal);
    await showAnswer(services, run, { ...wanted, answer });
  } catch (error) {
    const failure = asFailure(error);
    if (failure.reason === 'cancelled') {
      run.done(vscode.l10n.t('Cancelled.'));
      return;
    }
    log.failure('request', failure);
    run.fail(
      failedView(failure),
      actionsFor(services, project, remediesFor(failure, project, { role })),
    );
  }
}

function needsUserToken(project: Project, role: RoleId): boolean {
  const { roles } = providerOf(project.provider);
  return roles.some(({ id, credentials }) => id === role && credentials.includes('userToken'));
}
