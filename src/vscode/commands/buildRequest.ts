import * as vscode from 'vscode';
import { cancelled, Failure, message } from '../../core/errors';
import type { Column, Project } from '../../core/model';
import { buildRequest, type DraftFilter, type RequestDraft } from '../../core/rest/build';
import { operatorNamed, operators } from '../../core/rest/operators';
import type { RestCatalog, RestTable } from '../../core/rest/restCatalog';
import { familyOf, fits } from '../../core/rest/types';
import { providerOf } from '../../providers';
import { requestLanguage } from '../requests/requestIn';
import type { Services } from '../services';
import { nodeIn } from '../tree/argument';
import { showInputBox, showQuickPick } from '../window';
import { pickProject, projectForDocument } from './pickProject';

/** Asks for columns, filters and order in lists, and writes the request. */
export async function buildRequestOf(services: Services, argument: unknown): Promise<void> {
  const node = nodeIn(argument);
  const relation = node?.kind === 'relation' ? node.relation : undefined;
  const editor = vscode.window.activeTextEditor;
  const into = editor?.document.languageId === requestLanguage ? editor : undefined;
  const project =
    into && !node
      ? await projectForDocument(services, into.document)
      : await pickProject(services, argument);
  const home = project.restSchema ?? providerOf(project.provider).restSchema;
  const schema = relation && relation.schema !== home ? relation.schema : undefined;
  const catalog = await services.sessions.restCatalog(project, schema);
  const table = await tableIn(catalog, relation?.name);
  const draft = await askDraft(table);
  const text = `${schema === undefined ? '' : `# @schema ${schema}\n`}${buildRequest(draft)}\n`;
  await write(project, table.name, text, into);
}

async function tableIn(catalog: RestCatalog, name: string | undefined): Promise<RestTable> {
  const known = name === undefined ? undefined : catalog.tables.get(name);
  if (known) return known;
  if (name !== undefined) {
    throw new Failure(
      'badInput',
      message(
        'PostgREST does not show {0}. Expose its schema, or reload the schema cache with NOTIFY pgrst.',
        name,
      ),
    );
  }
  const { table } = await pick(
    [...catalog.tables.values()].map((one) => ({
      label: one.name,
      ...(one.comment ? { detail: one.comment } : {}),
      table: one,
    })),
    vscode.l10n.t('Build a request for which table?'),
  );
  return table;
}

async function askDraft(table: RestTable): Promise<RequestDraft> {
  const selected = await askSelect(table);
  return {
    table: table.name,
    ...selected,
    filters: await askFilters(table),
    order: await askOrder(table),
    limit: await askLimit(),
  };
}

/** Columns and what is embedded; nothing picked is everything of the table itself. */
async function askSelect({ columns, relations, name }: RestTable) {
  const picked = await showQuickPick(
    [
      ...columns.map((column) => ({
        label: column.name,
        description: column.type,
        column: column.name,
        way: undefined,
      })),
      { label: vscode.l10n.t('embedded'), kind: vscode.QuickPickItemKind.Separator } as const,
      ...relations.map((way) => ({
        label: `$(references) ${way.name}${way.ambiguous ? `!${way.hint}` : ''}`,
        description: way.many ? vscode.l10n.t('many rows') : vscode.l10n.t('one row'),
        column: undefined,
        way,
      })),
    ],
    {
      canPickMany: true,
      title: vscode.l10n.t('Columns of {0}', name),
      placeHolder: vscode.l10n.t('Pick none for all columns.'),
    },
  );
  if (!picked) throw cancelled();
  return {
    columns: picked.flatMap((item) => ('column' in item ? (item.column ?? []) : [])),
    embeds: picked.flatMap((item) => ('way' in item ? (item.way ?? []) : [])),
  };
}

async function askFilters(table: RestTable): Promise<readonly DraftFilter[]> {
  const filters: DraftFilter[] = [];
  for (;;) {
    const { column } = await pick(
      [
        {
          label: `$(check) ${vscode.l10n.t('No more filters')}`,
          description: filters.map((one) => `${one.column}=${one.operator}.${one.value}`).join('&'),
          column: undefined,
        },
        ...table.columns.map((one) => ({ label: one.name, description: one.type, column: one })),
      ],
      vscode.l10n.t('Only rows of {0} where', table.name),
    );
    if (!column) return filters;
    filters.push(await askFilter(column));
  }
}

async function askFilter(column: Column): Promise<DraftFilter> {
  const family = familyOf(column.type, column.values);
  const { label: operator } = await pick(
    operators
      .filter(({ name }) => fits(name, family))
      .map(({ name, sql, meaning }) => ({
        label: name,
        description: sql,
        detail: vscode.l10n.t(meaning.text, column.name, '…'),
      })),
    vscode.l10n.t('Filter by {0} ({1})', column.name, column.type),
  );
  return { column: column.name, operator, value: await askValue(column, operator) };
}

async function askValue(column: Column, operator: string): Promise<string> {
  const title = `${column.name} ${operatorNamed.get(operator)?.sql ?? operator}`;
  const booleans = familyOf(column.type) === 'boolean' ? ['true', 'false'] : [];
  const known = operator === 'is' ? ['null', ...booleans] : (column.values ?? booleans);
  if (known.length > 0 && operator !== 'in') {
    return (
      await pick(
        known.map((label) => ({ label })),
        title,
      )
    ).label;
  }
  const value = await showInputBox({
    title,
    prompt:
      operator === 'in'
        ? vscode.l10n.t('Values, divided by commas')
        : vscode.l10n.t('A value of the type {0}', column.type),
    ignoreFocusOut: true,
  });
  if (value === undefined) throw cancelled();
  return value;
}

async function askOrder({ columns, name }: RestTable): Promise<RequestDraft['order']> {
  const { order } = await pick(
    [
      { label: `$(check) ${vscode.l10n.t('In no particular order')}`, order: [] },
      ...columns.flatMap((column) => [
        {
          label: column.name,
          description: 'asc',
          order: [{ column: column.name, descending: false }],
        },
        {
          label: column.name,
          description: 'desc',
          order: [{ column: column.name, descending: true }],
        },
      ]),
    ],
    vscode.l10n.t('Rows of {0} in the order of', name),
  );
  return order;
}

async function askLimit(): Promise<number> {
  const text = await showInputBox({
    title: vscode.l10n.t('At most how many rows?'),
    value: '100',
    ignoreFocusOut: true,
    validateInput: (typed) =>
      /^\d{1,9}$/.test(typed.trim()) ? undefined : vscode.l10n.t('Write a whole number.'),
  });
  if (text === undefined) throw cancelled();
  return Number(text);
}

async function pick<Item extends vscode.QuickPickItem>(
  items: readonly Item[],
  title: string,
): Promise<Item> {
  const picked = await showQuickPick(items, {
    title,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (!picked) throw cancelled();
  return picked;
}

/** At the end of the request document in use, else into a new one. */
async function write(
  { name }: Project,
  table: string,
  text: string,
  editor: vscode.TextEditor | undefined,
): Promise<void> {
  if (!editor) {
    const content = `# @project ${name}\n${text}`;
    const document = await vscode.workspace.openTextDocument({
      language: requestLanguage,
      content,
    });
    await vscode.window.showTextDocument(document);
    return;
  }
  const { document } = editor;
  const end = document.lineAt(document.lineCount - 1).range.end;
  const gap = document.getText().trim() === '' ? '' : end.character === 0 ? '\n' : '\n\n';
  const inserted = `${gap}### ${table}\n${text}`;
  await editor.edit((edit) => edit.insert(end, inserted));
  const last = document.lineAt(document.lineCount - 1).range.end;
  editor.selection = new vscode.Selection(last, last);
  editor.revealRange(editor.selection);
}
