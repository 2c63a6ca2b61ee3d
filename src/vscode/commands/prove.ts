import * as vscode from 'vscode';
import { Failure, message } from '../../core/errors';
import type { Project, RoleId } from '../../core/model';
import { unpackRows } from '../../core/packedRows';
import type { Database, PackedRows, Setting } from '../../core/ports';
import type { ColumnPath } from '../../core/rest/fromSql/embeds';
import { compareRows, rowsAsJson, type Verdict } from '../../core/rest/proof';
import { blockAt, type RestRequest, readRequest } from '../../core/rest/request';
import { toSql } from '../../core/rest/sql';
import { parametersOf } from '../../core/rest/target';
import { type Actor, settingsOf } from '../../core/roles';
import { quoteName } from '../../core/sql/quote';
import { guideOf } from '../../providers/guides';
import { askerOf } from '../requests/askerOf';
import { requestLanguage } from '../requests/requestIn';
import { schemaAsked, wholeRequest } from '../requests/wholeRequest';
import type { Services } from '../services';
import { showInformationMessage, showWarningMessage, withProgress } from '../window';
import { convertedStatement } from './convertSql';
import { tokenOf } from './mintJwt';

/** More rows than this are not compared. */
const mostRows = 10_000;
const limit = 60_000;

/** SQL and a request that are said to mean the same. */
interface Pair {
  readonly project: Project;
  /** Whose connection the SQL runs on. */
  readonly session: vscode.Uri;
  readonly sql: string;
  readonly request: RestRequest;
  readonly role: RoleId;
  readonly schema: string;
  readonly columns: readonly ColumnPath[] | undefined;
  readonly isOrdered: boolean;
}

/** Runs a statement and its request, both as one role and both reading alone, and compares the rows. */
export async function prove(services: Services, argument: unknown): Promise<void> {
  const isRequest = vscode.window.activeTextEditor?.document.languageId === requestLanguage;
  const pair = isRequest
    ? await pairOfRequest(services, argument)
    : await pairOfStatement(services, argument);
  if (pair.request.method !== 'GET') {
    throw new Failure('badInput', message('Only what reads can be proved: nothing was sent.'));
  }
  const { verdict, role } = await withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Comparing the rows of the request and of the SQL'),
      cancellable: true,
    },
    (_, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      return compare(services, pair, AbortSignal.any([abort.signal, AbortSignal.timeout(limit)]));
    },
  );
  tell(verdict, role);
}

async function pairOfStatement(services: Services, argument: unknown): Promise<Pair> {
  const { document, project, statement, role, request } = await convertedStatement(
    services,
    argument,
  );
  const text = `# @role ${role}\n${request.text}`;
  const read = readRequest(text, blockAt(text, 0));
  return {
    project,
    session: document.uri,
    sql: statement.text,
    request: read,
    role: read.directives.role ?? services.sessions.bestRole(project),
    schema: request.schema,
    columns: request.columns,
    isOrdered: request.isOrdered,
  };
}

async function pairOfRequest(services: Services, argument: unknown): Promise<Pair> {
  const whole = await wholeRequest(services, argument);
  const { project, request, role, text, parsed } = whole;
  const catalog = await services.sessions.restCatalog(project, schemaAsked(whole));
  const { uri } = vscode.window.activeTextEditor?.document ?? {};
  return {
    project,
    session: uri ?? vscode.Uri.parse('untitled:proof'),
    sql: toSql(text, parsed, catalog).sql,
    request,
    role,
    schema: catalog.schema,
    columns: undefined,
    isOrdered: parametersOf(parsed.target, 'order').some(({ embed }) => embed.length === 0),
  };
}

async function compare(services: Services, pair: Pair, signal: AbortSignal) {
  const { project, request, role, schema, columns, isOrdered } = pair;
  const { subject } = request.directives;
  const userToken =
    role === 'user' && subject !== undefined
      ? await tokenOf(services, project, subject)
      : undefined;
  const asker = await askerOf(services, {
    project,
    role,
    schema,
    ...(userToken === undefined ? {} : { userToken }),
  });
  if (asker.role === undefined) {
    throw new Failure(
      'badInput',
      guideOf(project.provider).hidesSchema
        ? message(
            'The gateway sends requests as the role of the tenant, which is named after the tenant’s schema: the Database URL has to open that schema, and no other one like it.',
          )
        : message(
            'Which role of the database the request is sent as is not known, so that the SQL cannot run as the same.',
          ),
    );
  }
  const claims = asker.subject === undefined ? {} : { sub: asker.subject };
  const objects = await rowsOf(services, pair, { role: asker.role, claims }, signal);
  const answer = await services.sessions.send(project, role, request, signal, userToken);
  if (answer.status > 299) {
    throw new Failure(
      'badAnswer',
      message('The request was refused with {0}. Send it to see why.', String(answer.status)),
    );
  }
  const verdict = compareRows(objects, answer.body, columns, isOrdered);
  if (verdict) return { verdict, role: asker.role };
  throw new Failure(
    'badAnswer',
    message('The answer is no JSON, so that its rows cannot be compared.'),
  );
}

async function rowsOf(
  { sessions }: Services,
  { project, session, sql, schema, columns }: Pair,
  actor: Actor,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const database = await sessions.forDocument(session, project, signal);
  if (database.transaction !== 'none') {
    throw new Failure(
      'badInput',
      message('A transaction is open here. Commit it or roll it back first.'),
    );
  }
  await checkMember(database, actor.role, signal);
  const objects: string[] = [];
  const settings: readonly Setting[] = [
    ['search_path', `${quoteName(schema)}, public`],
    ...settingsOf(actor),
  ];
  const sink = {
    columns: () => {},
    rows: async (batch: PackedRows) => {
      objects.push(...unpackRows(batch).map(([object]) => object ?? ''));
      return objects.length > mostRows ? ('enough' as const) : ('more' as const);
    },
  };
  await database.run(rowsAsJson(sql, columns), sink, signal, {
    frame: { readOnly: true, settings },
  });
  if (objects.length <= mostRows) return objects;
  throw new Failure(
    'badInput',
    message('Up to {0} rows are compared. Add a LIMIT.', String(mostRows)),
  );
}

/** The login of a person may not be let what that of the server is. */
async function checkMember(database: Database, role: string, signal: AbortSignal): Promise<void> {
  const [[isMember, login] = []] = await database.query(membership, [role], signal);
  if (isMember === 't') return;
  throw new Failure(
    'badInput',
    message(
      'The login of the Database URL, {0}, may not become {1}, the role that the request is sent as: GRANT {2} TO {3} lets it.',
      login ?? '',
      role,
      quoteName(role),
      quoteName(login ?? ''),
    ),
  );
}

const membership = `
select exists (select from pg_roles where rolname = $1 and pg_has_role(current_user, oid, 'member')), current_user`;

function tell(verdict: Verdict, role: string): void {
  switch (verdict.kind) {
    case 'equal':
      void showInformationMessage(
        vscode.l10n.t(
          'Proved as {0}: the request and the SQL have the same {1} rows.',
          role,
          String(verdict.count),
        ),
      );
      return;
    case 'reordered':
      void showInformationMessage(
        vscode.l10n.t(
          'Proved as {0}: the request and the SQL have the same {1} rows. Some come in another order, which ORDER BY leaves open.',
          role,
          String(verdict.count),
        ),
      );
      return;
    case 'different': {
      const nothing = vscode.l10n.t('no row');
      void showWarningMessage(
        vscode.l10n.t(
          'Not the same as {0}: the SQL has {1} rows, the request {2}. The first difference is row {3}: {4} in SQL, {5} in the answer.',
          role,
          String(verdict.expected),
          String(verdict.found),
          String(verdict.row),
          shortened(verdict.ofSql ?? nothing),
          shortened(verdict.ofRequest ?? nothing),
        ),
      );
    }
  }
}

function shortened(row: string): string {
  return row.length > 200 ? `${row.slice(0, 200)}…` : row;
}
