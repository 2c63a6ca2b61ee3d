import * as vscode from 'vscode';
import { type Completion, completionsAt } from '../../core/rest/complete';
import { type WordPlace, wordPlaceIn } from '../../core/rest/complete/words';
import type { Span } from '../../core/rest/span';
import { definitionsFor } from '../../core/rest/variables';
import { providerOf, providers } from '../../providers';
import type { Services } from '../services';
import { translate } from '../words';
import { analysisAt, isWithin, promptCatalog, promptSchemas } from './analysis';
import { rangeOf } from './rangeOf';

const kinds: Readonly<Record<Completion['kind'], vscode.CompletionItemKind>> = {
  method: vscode.CompletionItemKind.Keyword,
  table: vscode.CompletionItemKind.Class,
  function: vscode.CompletionItemKind.Function,
  column: vscode.CompletionItemKind.Field,
  argument: vscode.CompletionItemKind.Variable,
  embed: vscode.CompletionItemKind.Reference,
  operator: vscode.CompletionItemKind.Operator,
  value: vscode.CompletionItemKind.Value,
  keyword: vscode.CompletionItemKind.Keyword,
  type: vscode.CompletionItemKind.TypeParameter,
  header: vscode.CompletionItemKind.Property,
};

export async function completionsOf(
  services: Services,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionItem[]> {
  const offset = document.offsetAt(position);
  if (!isWithin(services, document, offset)) return [];
  const words = await wordsOf(services, document, position);
  if (words) return words;
  const analysis = analysisAt(services, document, offset);
  if (!analysis) return whereNothingIs(document, offset);
  const { filled, project, schema } = analysis;
  const catalog = project && (await promptCatalog(services, project, schema));
  return completionsAt(
    filled.text,
    filled.fromSource(offset),
    catalog,
    catalog?.version,
    filled.block,
  ).map((one, index) => itemOf(document, filled.toSource(one.span), one, index));
}

/** The methods, in a block without a request. */
function whereNothingIs(document: vscode.TextDocument, offset: number): vscode.CompletionItem[] {
  const here = { start: offset, end: offset };
  return completionsAt(document.getText(), offset, undefined, undefined, here).map((one, index) =>
    itemOf(document, one.span, one, index),
  );
}

/** Directives, roles, projects and variables; each takes the place of what is written of it, blanks included. */
async function wordsOf(
  services: Services,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionItem[] | undefined> {
  const line = document.lineAt(position.line).text;
  const place = wordPlaceIn(line.slice(0, position.character));
  if (!place) return undefined;
  const start = position.with(undefined, place.start);
  const isName = place.kind !== 'variable' && place.kind !== 'directive';
  const end = isName ? Math.max(line.trimEnd().length, position.character) : position.character;
  const range = {
    inserting: new vscode.Range(start, position),
    replacing: new vscode.Range(start, position.with(undefined, end)),
  };
  const names = await namesFor(services, document, document.offsetAt(position), place);
  return names.map((name) => {
    const item = new vscode.CompletionItem(name);
    item.range = range;
    return item;
  });
}

async function namesFor(
  services: Services,
  document: vscode.TextDocument,
  offset: number,
  { kind }: WordPlace,
): Promise<readonly string[]> {
  const project = services.attachments.projectOf(document);
  switch (kind) {
    case 'variable':
      return [
        ...definitionsFor(document.getText(), { start: 0, end: offset }).keys(),
        '$env',
        '$uuid',
      ];
    case 'directive':
      return ['project', 'role', 'schema'];
    case 'project':
      return services.projects.list().map(({ name }) => name);
    case 'schema':
      return project ? promptSchemas(services, project) : [];
    case 'role': {
      const offered = project ? [providerOf(project.provider)] : providers;
      const ids = new Set(offered.flatMap(({ roles }) => roles.map(({ id }) => id)));
      return [...ids].map((id) => (id === 'service_role' ? 'service' : id));
    }
    case 'other':
      return [];
  }
}

function itemOf(
  document: vscode.TextDocument,
  span: Span,
  one: Completion,
  index: number,
): vscode.CompletionItem {
  const item = new vscode.CompletionItem(one.label, kinds[one.kind]);
  item.insertText = one.insert;
  item.range = rangeOf(document, span);
  item.sortText = String(index).padStart(6, '0');
  if (one.detail !== undefined) item.detail = one.detail;
  const words = [one.meaning && translate(one.meaning), one.comment].flatMap((text) => text ?? []);
  if (words.length > 0) item.documentation = words.join('\n\n');
  if (one.goesOn) item.command = { command: 'editor.action.triggerSuggest', title: '' };
  return item;
}
