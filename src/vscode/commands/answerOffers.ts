import * as vscode from 'vscode';
import { indentedJson } from '../../core/rest/format';
import { countOf, totalIn } from '../../core/rest/paging';
import type { Action } from '../panels/resultViews';
import { reporting } from '../reporting';
import type { Services } from '../services';
import { showInformationMessage, showQuickPick } from '../window';
import type { Answered } from './showAnswer';

/** Characters that the editor shows at ease. */
const shownText = 5_000_000;

/** What can be done with an answer: see it as it came, count its rows, keep it. */
export function offersFor(services: Services, answered: Answered): readonly Action[] {
  const { answer, request, parsed } = answered;
  const action = (label: string, work: () => Promise<void>): Action => ({
    label,
    run: () => void reporting(services, 'answer', work),
  });
  const isTable = request.method === 'GET' && parsed?.target.path.kind === 'table';
  return [
    ...(isTable ? [action(vscode.l10n.t('Count…'), () => count(answered))] : []),
    ...(answer.bytes || answer.body.length > shownText
      ? []
      : [action(vscode.l10n.t('Response'), () => showResponse(answered))]),
    ...(answer.bytes || answer.body !== ''
      ? [action(vscode.l10n.t('Save…'), () => save(answered))]
      : []),
  ];
}

/** The answer as HTTP writes it; JSON with a member a line. */
async function showResponse({ answer }: Answered): Promise<void> {
  const { status, statusText, headers, body, milliseconds } = answer;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const content = [
    `# ${vscode.l10n.t('{0} ms', String(Math.round(milliseconds)))}`,
    `HTTP/1.1 ${status} ${statusText}`.trim(),
    ...lines,
    '',
    indentedJson(body, '\n') ?? body,
  ].join('\n');
  const document = await vscode.workspace.openTextDocument({ content, language: 'http' });
  await vscode.window.showTextDocument(document, { preview: true });
}

async function count({ request, send }: Answered): Promise<void> {
  const picked = await showQuickPick(
    [
      {
        how: 'exact' as const,
        label: vscode.l10n.t('Exactly'),
        detail: vscode.l10n.t('Counts every row: slow on large tables.'),
      },
      {
        how: 'estimated' as const,
        label: vscode.l10n.t('Estimated'),
        detail: vscode.l10n.t('Exact up to the row limit of the server, planned beyond.'),
      },
      {
        how: 'planned' as const,
        label: vscode.l10n.t('Planned'),
        detail: vscode.l10n.t('What the planner expects: quick, and rough.'),
      },
    ],
    { title: vscode.l10n.t('Count the rows on the server') },
  );
  if (!picked) return;
  const { headers } = await send(countOf(request, picked.how));
  const total = totalIn(headers['content-range']);
  void showInformationMessage(
    total === undefined
      ? vscode.l10n.t('The server did not say how many rows there are.')
      : vscode.l10n.t('{0}: {1} rows.', picked.label, total.toLocaleString()),
  );
}

const endings: readonly (readonly [pattern: RegExp, ending: string])[] = [
  [/geo\+json/, 'geojson'],
  [/json/, 'json'],
  [/csv/, 'csv'],
  [/xml/, 'xml'],
  [/^image\/(?:svg)/, 'svg'],
  [/^image\/png/, 'png'],
  [/^image\/jpeg/, 'jpg'],
  [/pdf/, 'pdf'],
  [/^text\//, 'txt'],
];

async function save({ answer, parsed }: Answered): Promise<void> {
  const type = answer.headers['content-type'] ?? '';
  const ending = endings.find(([pattern]) => pattern.test(type))?.[1] ?? 'bin';
  const path = parsed?.target.path;
  const name = path && 'name' in path ? path.name.replace(/[^\w-]/g, '_') : 'answer';
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const file = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save the answer'),
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, `${name}.${ending}`) } : {}),
  });
  if (!file) return;
  const bytes = answer.bytes ?? new TextEncoder().encode(answer.body);
  await vscode.workspace.fs.writeFile(file, bytes);
}
