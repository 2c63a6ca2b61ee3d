import * as vscode from 'vscode';
import { asFailure, cancelled, Failure, message } from '../../core/errors';
import type { Project, RoleId } from '../../core/model';
import { canPage, pageOf } from '../../core/rest/paging';
import type { JsonTable } from '../../core/results/jsonTable';
import { providerOf } from '../../providers';
import { rolesOf } from '../../providers/authentication';
import { comparisonText, type RoleResult } from '../comparisonText';
import { askSubject } from '../requests/chooseRequestRole';
import {
  type PreparedRequest,
  prepareRequest,
  type RequestPlace,
  spanAt,
} from '../requests/requestIn';
import { userTokenFor } from '../requests/userTokenFor';
import type { Services } from '../services';
import { explain, translate } from '../words';
import { diagnosisOf, tableIn } from './showAnswer';

/** Rows of each role: what a person can still read. */
const mostRows = 1_000;

/** Whom a request is sent as. */
interface Sender {
  readonly role: RoleId;
  readonly subject?: string;
}

/** Sends the GET at the cursor as two or three roles and shows their rows together. */
export async function compareRequest(services: Services, place: RequestPlace): Promise<void> {
  const prepared = await prepareRequest(services, place.document, spanAt(place));
  const { project, request } = prepared;
  if (request.method !== 'GET') {
    throw new Failure(
      'badInput',
      message('Only a GET can be compared: anything else may write, once for each role.'),
    );
  }
  const senders = await pickSenders(project);
  const text = `${request.method} ${request.target}`;
  await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Comparing roles on "{0}"', project.name),
      cancellable: true,
    },
    async (_, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      const answers: Answer[] = [];
      for (const sender of senders) {
        answers.push(await answerTo(services, prepared, sender, abort.signal));
      }
      const names = new Set(
        answers.flatMap(({ table }) => table?.columns.map(({ name }) => name) ?? []),
      );
      const columns = [...names].map((name) => ({ name, type: '' }));
      await services.pages.show({
        title: vscode.l10n.t(
          'Roles: {0}',
          request.target
            .replace(/[\s/]+/g, ' ')
            .trim()
            .slice(0, 24),
        ),
        ...comparisonText({
          project: project.name,
          of: 'request',
          text,
          columns,
          results: answers.map((answer) => resultOf(answer, [...names])),
        }),
        copies: [],
      });
    },
  );
}

/** What one role got: rows, or the reason why not. */
interface Answer {
  readonly role: string;
  readonly table?: JsonTable;
  readonly reason?: string;
}

async function answerTo(
  services: Services,
  { project, request, parsed }: PreparedRequest,
  { role, subject }: Sender,
  cancel: AbortSignal,
): Promise<Answer> {
  const name = subject === undefined ? role : `${role} ${subject}`;
  const asked = parsed && canPage(request, parsed) ? pageOf(request, 0, mostRows) : request;
  try {
    const userToken = await userTokenFor(services, project, role, subject);
    const answer = await services.sessions.send(project, role, asked, cancel, userToken);
    if (answer.status < 200 || answer.status > 299) {
      const sent = {
        project,
        request,
        role,
        answer,
        ...(userToken === undefined ? {} : { userToken }),
      };
      return { role: name, reason: translate((await diagnosisOf(services, sent)).sentence) };
    }
    const table = tableIn(answer.headers['content-type'] ?? '', answer.body);
    if (table) return { role: name, table };
    return { role: name, reason: vscode.l10n.t('The answer is no table.') };
  } catch (error) {
    const failure = asFailure(error);
    if (failure.reason === 'cancelled') throw failure;
    return { role: name, reason: explain(failure) };
  }
}

/** The rows by the columns of all: a role that sees none has no columns of its own. */
function resultOf({ role, table, reason = '' }: Answer, names: readonly string[]): RoleResult {
  if (!table) return { role, kind: 'refused', reason };
  const places = names.map((name) => table.columns.findIndex((column) => column.name === name));
  const rows = table.rows.slice(0, mostRows).map((row) => places.map((at) => row[at] ?? null));
  return { role, kind: 'rows', rows, isCapped: table.rows.length >= mostRows };
}

async function pickSenders(project: Project): Promise<readonly Sender[]> {
  const known = rolesOf(providerOf(project.provider), project);
  const items = [
    ...known.map(({ id, label }, at) => ({ label, role: id, isOther: false, picked: at < 2 })),
    ...(project.credentials.jwtSecret
      ? [
          {
            label: vscode.l10n.t('one user, by id…'),
            role: 'user' as const,
            isOther: true,
            picked: known.length < 2,
          },
        ]
      : []),
  ];
  if (items.length < 2) {
    throw new Failure(
      'badInput',
      message(
        '"{0}" has the key of one role alone. Add another one with Powabase: Set Credential.',
        project.name,
      ),
    );
  }
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Compare the rows on "{0}" as', project.name),
    placeHolder: vscode.l10n.t('Two or three roles'),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (!picked) throw cancelled();
  if (picked.length < 2 || picked.length > 3) {
    throw new Failure('badInput', message('Choose two or three roles to compare.'));
  }
  const senders: Sender[] = [];
  for (const { role, label, isOther } of picked) {
    senders.push({ role, ...(isOther ? { subject: await askSubject(label) } : {}) });
  }
  return senders;
}
