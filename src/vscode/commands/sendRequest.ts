import * as vscode from 'vscode';
import { asFailure, cancelled, Failure, message } from '../../core/errors';
import type { Project, RoleId } from '../../core/model';
import type { HttpAnswer } from '../../core/ports';
import { isRolledBack, rollbackProbe, withRollback } from '../../core/rest/dryRun';
import { effectsOf } from '../../core/rest/effects';
import { canPage, isOrdered, pageOf } from '../../core/rest/paging';
import { type ParsedRequest, parseRequest } from '../../core/rest/parse';
import type { RestRequest } from '../../core/rest/request';
import { requestText } from '../../core/rest/requestText';
import type { Span } from '../../core/rest/span';
import { providerOf } from '../../providers';
import { rolesOf } from '../../providers/authentication';
import { actionsFor, type Resend, remediesFor } from '../remedies';
import {
  defaultRole,
  placeIn,
  prepareRequest,
  requestLanguage,
  spanAt,
} from '../requests/requestIn';
import { userTokenFor } from '../requests/userTokenFor';
import { safetyOf } from '../safety';
import type { Services } from '../services';
import { showQuickPick } from '../window';
import { allow } from './allowStatement';
import { createPages } from './answerPages';
import { failedView } from './failedView';
import { showAnswer } from './showAnswer';

/** Sends the request of the `###` block that a lens names or the cursor is in. */
export async function sendRequest(services: Services, argument: unknown): Promise<void> {
  const place = await placeIn(argument);
  await sendPart(services, place.document, spanAt(place), defaultRole);
}

/** Sends what is selected in any document, else the Markdown fence or the line under the cursor. */
export async function sendSelection(services: Services): Promise<void> {
  const place = await placeIn(undefined);
  const { document } = place;
  const selection = vscode.window.activeTextEditor?.selection;
  const span =
    selection && !selection.isEmpty
      ? { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) }
      : spanAt(place);
  const role = document.languageId === requestLanguage ? defaultRole : pickRole;
  await sendPart(services, document, span, role);
}

/** Sends a write whose changes the server takes back; where it would not, nothing is sent. */
export async function dryRunRequest(services: Services, argument: unknown): Promise<void> {
  const place = await placeIn(argument);
  const { project, request, parsed } = await prepareRequest(
    services,
    place.document,
    spanAt(place),
  );
  const role = request.directives.role ?? defaultRole(project);
  await runRequest(services, { project, request, role, dryRun: true, ...(parsed && { parsed }) });
}

async function sendPart(
  services: Services,
  document: vscode.TextDocument,
  span: Span,
  roleOf: (project: Project) => RoleId | Promise<RoleId>,
): Promise<void> {
  const { project, request, parsed } = await prepareRequest(services, document, span);
  const role = request.directives.role ?? (await roleOf(project));
  await runRequest(services, { project, request, role, ...(parsed && { parsed }) });
}

/** Asks where the project's safety mode wants it. Throws `readOnly` for what it refuses, `cancelled` for a no. */
async function allowRequest(project: Project, parsed: ParsedRequest): Promise<void> {
  const home = project.restSchema ?? providerOf(project.provider).restSchema;
  await allow(project, effectsOf(parsed, home));
}

async function pickRole(project: Project): Promise<RoleId> {
  const known = rolesOf(providerOf(project.provider), project);
  const [only] = known;
  if (known.length < 2) return only?.id ?? defaultRole(project);
  const picked = await showQuickPick(
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
  /** What it does decides whether it may be sent; absent for what only reads. */
  readonly parsed?: ParsedRequest;
  /** Nothing of what it changes is kept. */
  readonly dryRun?: boolean;
}

/** Sends the request and shows the answer: rows in the grid, or who refused, why, and what to do. */
export async function runRequest(services: Services, wanted: RequestRun): Promise<void> {
  const { project, role, parsed, dryRun = false } = wanted;
  const request = dryRun ? withRollback(wanted.request) : wanted.request;
  const { results, sessions, log } = services;
  const { subject } = request.directives;
  const asSubject = role === 'user' ? subject : undefined;
  let abort = new AbortController();
  const run = results.begin(headingOf(wanted, asSubject), {
    cancel: () => abort.abort(),
    retry: () => void runRequest(services, wanted),
    more: () => void pages?.more(),
  });
  let userToken: string | undefined;
  const send = (one: RestRequest) => sessions.send(project, role, one, abort.signal, userToken);
  const size = parsed && !dryRun && canPage(request, parsed) ? pageSize() : 0;
  const pages =
    size === 0 || !parsed
      ? undefined
      : createPages(services, run, {
          project,
          request,
          size,
          isOrdered: isOrdered(parsed),
          send: (one) => {
            abort = new AbortController();
            return send(one);
          },
        });
  try {
    if (parsed && (!dryRun || safetyOf(project) === 'read-only')) {
      await allowRequest(project, parsed);
    }
    userToken = await userTokenFor(services, project, role, subject);
    if (dryRun) await requireRollback(services, wanted, send);
    const answer = await send(pages ? pageOf(request, 0, size) : request);
    await showAnswer(services, run, {
      ...wanted,
      request,
      answer,
      send,
      resend: resendOf(services, wanted),
      ...(pages && { pages }),
      ...(userToken === undefined ? {} : { userToken }),
    });
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

/** The same once more, as another role or with other headers; what it may do is decided anew. */
function resendOf(services: Services, wanted: RequestRun): Resend {
  const again = (request: RestRequest, role: RoleId) => {
    const parsed = parseRequest(requestText(request));
    return runRequest(services, { ...wanted, request, role, ...(parsed && { parsed }) });
  };
  const { request, project, role } = wanted;
  return {
    request,
    changeRole: async () => {
      const { role: _role, subject: _subject, ...directives } = request.directives;
      await again({ ...request, directives }, await pickRole(project));
    },
    send: (changed) => again(changed, role),
  };
}

function headingOf({ project, role, request }: RequestRun, subject: string | undefined) {
  return {
    project: project.name,
    role: subject === undefined ? role : `${role} ${subject}`,
    text: `${request.method} ${request.target}`,
    ...(role === 'service_role'
      ? { warning: vscode.l10n.t('past Row Level Security: no policy holds') }
      : {}),
  };
}

/** Rows that are asked for at once; 0 for all of them. */
function pageSize(): number {
  return vscode.workspace.getConfiguration('powabase').get('request.pageSize', 1_000);
}

/** Asks the server first, with a request that changes nothing. Throws `badInput` where it would keep the changes. */
async function requireRollback(
  services: Services,
  { project, request, parsed }: RequestRun,
  send: (request: RestRequest) => Promise<HttpAnswer>,
): Promise<void> {
  const path = parsed?.target.path;
  const table =
    path?.kind === 'table'
      ? path.name
      : [
          ...(
            await services.sessions.restCatalog(project, request.directives.schema)
          ).tables.keys(),
        ][0];
  if (table !== undefined && isRolledBack(await send(rollbackProbe(table, request)))) return;
  throw new Failure(
    'badInput',
    message(
      'Nothing was sent: "{0}" does not say that it takes changes back, so a dry run would keep them.',
      project.name,
    ),
    {
      hint: message(
        'PostgREST listens to Prefer: tx=rollback where db-tx-end is commit-allow-override. With a Database URL, run the SQL in a transaction of your own instead.',
      ),
    },
  );
}
