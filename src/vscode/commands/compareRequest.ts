import * as vscode from 'vscode';
import { asFailure, Failure, message } from '../../core/errors';
import type { Project, RoleId } from '../../core/model';
import { canPage, pageOf } from '../../core/rest/paging';
import type { JsonTable } from '../../core/results/jsonTable';
import { providerOf } from '../../providers';
import { rolesOf } from '../../providers/authentication';
import type { RoleResult } from '../comparisonText';
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
import { mostRows, pickRolesToCompare, showComparison } from './comparing';
import { diagnosisOf, tableIn } from './showAnswer';

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
  await showComparison(services, project, request.target, async (signal) => {
    const answers: Answer[] = [];
    for (const sender of senders) answers.push(await answerTo(services, prepared, sender, signal));
    const names = [
      ...new Set(answers.flatMap(({ table }) => table?.columns.map(({ name }) => name) ?? [])),
    ];
    return {
      of: 'request',
      text: `${request.method} ${request.target}`,
      columns: names.map((name) => ({ name, type: '' })),
      results: answers.map((answer) => resultOf(answer, names)),
    };
  });
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
  const picked = await pickRolesToCompare(project, items);
  const senders: Sender[] = [];
  for (const { role, label, isOther } of picked) {
    senders.push({ role, ...(isOther ? { subject: await askSubject(label) } : {}) });
  }
  return senders;
}
