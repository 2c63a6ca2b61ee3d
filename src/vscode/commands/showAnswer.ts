import * as vscode from 'vscode';
import type { Diagnosis } from '../../core/diagnose';
import { message } from '../../core/errors';
import type { Project, RoleId } from '../../core/model';
import { packRows } from '../../core/packedRows';
import type { HttpAnswer, ResultColumn, Row } from '../../core/ports';
import { sendOwnKey } from '../../core/remedy';
import { columnTypes, enumeratedTypes } from '../../core/rest/columnTypes';
import { emptyAnswerChecks, tableOf } from '../../core/rest/emptyAnswer';
import { totalIn } from '../../core/rest/paging';
import type { ParsedRequest } from '../../core/rest/parse';
import type { RestRequest } from '../../core/rest/request';
import { schemaOf as profileOf } from '../../core/rest/scope';
import { csvTable } from '../../core/results/csvTable';
import { geoTable } from '../../core/results/geoTable';
import { type JsonTable, jsonTable } from '../../core/results/jsonTable';
import { pathIn } from '../../core/routes';
import { providerOf } from '../../providers';
import { guideOf } from '../../providers/guides';
import type { Note, Run } from '../panels/resultRun';
import { actionsFor, type Resend } from '../remedies';
import { knownCatalog } from '../requests/analysis';
import { askerOf } from '../requests/askerOf';
import type { Services } from '../services';
import { translate } from '../words';
import { offersFor } from './answerOffers';
import type { Pages } from './answerPages';

const batchSize = 1_000;
/** Characters of an answer that is no table. */
const shownBody = 1_000_000;

export interface Answered {
  readonly project: Project;
  readonly request: RestRequest;
  readonly role: RoleId;
  /** Where it was sent as one user with a token that is not kept. */
  readonly userToken?: string;
  readonly answer: HttpAnswer;
  readonly parsed?: ParsedRequest;
  readonly dryRun?: boolean;
  /** Where more rows are asked for as they are looked at. */
  readonly pages?: Pages;
  /** Sends another request as this one was. */
  send(request: RestRequest): Promise<HttpAnswer>;
  /** Sends this one again and shows what comes. */
  readonly resend: Resend;
}

/** Shows what came: rows in the grid, a text, or who refused, why, and what to do. */
export async function showAnswer(services: Services, run: Run, answered: Answered): Promise<void> {
  const { answer, dryRun, pages } = answered;
  const { status, body, bytes, headers } = answer;
  if (status < 200 || status > 299) return refuse(services, run, answered);
  const offers = offersFor(services, answered);
  const said = dryRun ? `${vscode.l10n.t('Dry run: nothing is kept')} · ` : '';
  if (bytes) {
    const type = headers['content-type'] ?? '';
    const size = vscode.l10n.t('{0} bytes', bytes.length.toLocaleString());
    run.done(`${said}${statusOf(answer)} · ${type} · ${size}`, undefined, offers);
    return;
  }
  const table = tableIn(headers['content-type'] ?? '', body);
  if (!table) {
    run.done(said + statusOf(answer), shortened(body), offers);
    return;
  }
  const columns = typed(table.columns, answered);
  run.columns(columns);
  const shown = await addRows(run, table.rows);
  if (pages && shown === 'all' && table.rows.length > 0) {
    const first = { columns, rows: table.rows.length, status: statusOf(answer), offers };
    return pages.begin(first, totalIn(headers['content-range']));
  }
  const note = table.rows.length === 0 ? await emptyNote(services, answered) : undefined;
  run.finish(shown === 'all' ? 'complete' : 'capped', said + statusOf(answer), note, offers);
}

/** A plan is for reading, also where it is JSON. */
export function tableIn(type: string, body: string): JsonTable | undefined {
  if (type.includes('vnd.pgrst.plan')) return undefined;
  if (type.includes('geo+json')) return geoTable(body) ?? jsonTable(body);
  if (type.includes('json')) return jsonTable(body);
  return type.includes('text/csv') ? csvTable(body) : undefined;
}

/** Rows in slices, so that the first are seen at once. */
export async function addRows(run: Run, rows: readonly Row[]): Promise<'all' | 'enough'> {
  for (let start = 0; start < rows.length; start += batchSize) {
    const slice = rows.slice(start, start + batchSize);
    if ((await run.rows(packRows(slice))) === 'enough') return 'enough';
  }
  return 'all';
}

/** With the types that the catalog knows, so that numbers stand as numbers and all are sorted as what they are. */
function typed(
  columns: readonly ResultColumn[],
  { project, request, parsed }: Answered,
): readonly ResultColumn[] {
  const schema = request.directives.schema ?? (parsed && profileOf(parsed)?.name);
  const catalog = knownCatalog(project, schema);
  if (!catalog || !parsed) return columns;
  const types = columnTypes(parsed, catalog);
  const enumerated = enumeratedTypes(catalog);
  return columns.map((column) => {
    const type = types.get(column.name) ?? column.type;
    const labels = enumerated.get(type.replace(/\[\]$/, ''));
    return { ...column, type, ...(labels ? { labels } : {}) };
  });
}

async function refuse(services: Services, run: Run, answered: Answered): Promise<void> {
  const { project, answer } = answered;
  const { layer, sentence, advice, details, remedies } = await diagnosisOf(services, answered);
  run.fail(
    {
      layer,
      sentence: translate(sentence),
      advice: translate(advice),
      detail: [{ label: vscode.l10n.t('Status'), text: statusOf(answer) }, ...details],
      canRetry: true,
    },
    actionsFor(
      services,
      project,
      answer.status === 401 ? [sendOwnKey, ...remedies] : remedies,
      answered.resend,
    ),
  );
}

/** Which layer refused a request, why, and what to do. */
export async function diagnosisOf(
  services: Services,
  answered: Pick<Answered, 'project' | 'request' | 'role' | 'userToken' | 'answer'>,
): Promise<Diagnosis> {
  const { project, request, role, answer } = answered;
  const { status, body, headers } = answer;
  const asker = await askerOf(services, answered);
  const schema = schemaOf(project, request);
  return services.world.diagnose({
    provider: project.provider,
    status,
    body,
    headers,
    role,
    method: request.method,
    path: pathIn(request.target) ?? '',
    ...(schema === undefined ? {} : { schema }),
    ...(asker.role === undefined ? {} : { databaseRole: asker.role }),
  });
}

/**
 * What no rows may mean, for a role that policies filter. Nothing where Row Level Security is known to be off, and
 * for functions, which return what they like.
 */
async function emptyNote(services: Services, answered: Answered): Promise<Note | undefined> {
  const { project, request, role } = answered;
  const restBase = providerOf(project.provider).restBase(project.url ?? '');
  const table = role === 'service_role' ? undefined : tableOf(request.target, restBase);
  const schema = schemaOf(project, request);
  if (table === undefined || rlsIsOff(services, project, schema, table)) return undefined;
  const asker = await askerOf(services, answered);
  const sql = emptyAnswerChecks({
    request: `${request.method} ${request.target}`,
    table,
    schema,
    role: asker.role,
    claims: asker.subject === undefined ? {} : { sub: asker.subject },
    userId: guideOf(project.provider).userId,
  });
  return {
    text: vscode.l10n.t(
      'Row Level Security may have left rows out, a policy may compare what never matches, or there are none.',
    ),
    actions: actionsFor(
      services,
      project,
      [
        { kind: 'openSql', label: message('Find Out with SQL'), sql },
        { kind: 'changeRole' },
        { kind: 'read', topic: 'empty' },
      ],
      answered.resend,
    ),
  };
}

function rlsIsOff(
  { sessions }: Services,
  project: Project,
  schema: string | undefined,
  table: string,
): boolean {
  const relation = sessions
    .knownSchemas(project)
    .filter(({ name }) => schema === undefined || name === schema)
    .flatMap(({ relations }) => relations)
    .find(({ name }) => name === table);
  return relation?.rls === 'off';
}

/** The schema that the request asks for; undefined where only the gateway knows it. */
function schemaOf(project: Project, { directives, headers }: RestRequest): string | undefined {
  const profile = Object.entries(headers).find(([name]) =>
    /^(?:accept|content)-profile$/i.test(name),
  )?.[1];
  if (guideOf(project.provider).hidesSchema) return project.restSchema;
  const { restSchema } = providerOf(project.provider);
  return directives.schema ?? profile ?? project.restSchema ?? restSchema;
}

/** Text that is no table is shown as it is, but a page must not hold 256 MB of it. */
function shortened(body: string): string {
  return body.length > shownBody ? `${body.slice(0, shownBody)}…` : body;
}

/** `206 Partial Content · 0-9/40 · 12 ms`. */
export function statusOf({ status, statusText, headers, milliseconds }: HttpAnswer): string {
  const range = headers['content-range'] ?? '';
  return [
    `${status} ${statusText}`.trim(),
    // No rows, and nobody counted them.
    ...(range === '' || range === '*/*' ? [] : [range]),
    vscode.l10n.t('{0} ms', String(Math.round(milliseconds))),
  ].join(' · ');
}
