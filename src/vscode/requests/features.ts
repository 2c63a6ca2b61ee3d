import * as vscode from 'vscode';
import { check } from '../../core/rest/check';
import type { Finding } from '../../core/rest/check/finding';
import { type Completion, completionsAt } from '../../core/rest/complete';
import { blocksOf } from '../../core/rest/document';
import { formatEdits } from '../../core/rest/format';
import { hoverAt } from '../../core/rest/hover';
import type { Span } from '../../core/rest/span';
import { definitionsFor } from '../../core/rest/variables';
import { providerOf, providers } from '../../providers';
import type { Services } from '../services';
import { translate } from '../words';
import { type Analysis, analyse, analysisAt, quietCatalog } from './analysis';
import { defaultRole, requestLanguage } from './requestIn';

function rangeOf(document: vscode.TextDocument, { start, end }: Span): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

export function symbolsOf(document: vscode.TextDocument): vscode.DocumentSymbol[] {
  return blocksOf(document.getText()).map(({ title, request, inside }) => {
    const line = request?.text ?? '';
    const range = rangeOf(document, inside);
    const own = request ? rangeOf(document, request) : range;
    return new vscode.DocumentSymbol(
      title || line,
      title === '' ? '' : line,
      vscode.SymbolKind.Method,
      range.union(own),
      own,
    );
  });
}

export function foldsOf(document: vscode.TextDocument): vscode.FoldingRange[] {
  return blocksOf(document.getText()).flatMap(({ start, inside }) => {
    const [first, last] = [document.positionAt(start).line, document.positionAt(inside.end).line];
    return last > first ? [new vscode.FoldingRange(first, last)] : [];
  });
}

/** Send, the role it is sent as, what it means, and code for it: above each request of a document with a project. */
export function lensesOf(services: Services, document: vscode.TextDocument): vscode.CodeLens[] {
  return analyse(services, document).flatMap(({ block, parsed, project, role }) => {
    if (!project || !block.request) return [];
    const range = rangeOf(document, block.request);
    const place = { document: document.uri.toString(), offset: block.request.start };
    const lens = (title: string, command: string) =>
      new vscode.CodeLens(range, { title, command, arguments: [place] });
    return [
      lens(`$(send) ${vscode.l10n.t('Send')}`, 'powabase.sendRequest'),
      lens(vscode.l10n.t('as {0}', role ?? defaultRole(project)), 'powabase.chooseRole'),
      lens(vscode.l10n.t('Explain'), 'powabase.explainRequest'),
      lens(vscode.l10n.t('Copy As…'), 'powabase.copyRequestAs'),
      changes(parsed)
        ? lens(vscode.l10n.t('Dry Run'), 'powabase.dryRunRequest')
        : lens(vscode.l10n.t('Compare Roles…'), 'powabase.compareRoles'),
    ];
  });
}

function changes({ method }: Analysis['parsed']): boolean {
  return /^(?:POST|PATCH|PUT|DELETE)$/.test(method?.name ?? 'GET');
}

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  hint: vscode.DiagnosticSeverity.Information,
};

export interface FoundInDocument {
  readonly diagnostic: vscode.Diagnostic;
  readonly fixes: Finding['fixes'];
}

/** What a person should know about the requests of a document, with edits in the text as it is written. */
export async function findingsOf(
  services: Services,
  document: vscode.TextDocument,
): Promise<readonly FoundInDocument[]> {
  const found = await Promise.all(
    analyse(services, document).map(async (analysis) => [
      ...missingVariables(document, analysis),
      ...(await checked(services, document, analysis)),
    ]),
  );
  return found.flat();
}

function missingVariables(
  document: vscode.TextDocument,
  { missing }: Analysis,
): readonly FoundInDocument[] {
  return missing.map((variable) => {
    const text = document.getText(rangeOf(document, variable));
    const sentence =
      variable.kind === 'unknown'
        ? vscode.l10n.t('{0} is unknown: there are $env NAME and $uuid.', text)
        : vscode.l10n.t(
            '{0} has no value. Define it above, in a line such as @name = value.',
            text,
          );
    return {
      diagnostic: diagnosticOf(document, variable, sentence, 'error', 'variable'),
      fixes: [],
    };
  });
}

async function checked(
  services: Services,
  document: vscode.TextDocument,
  { filled, parsed, project, schema }: Analysis,
): Promise<readonly FoundInDocument[]> {
  const catalog = project && (await quietCatalog(services, project, schema));
  const keyHeaders = project ? Object.keys(providerOf(project.provider).headers('', '')) : [];
  return check(filled.text, parsed, { keyHeaders, ...(catalog && { catalog }) }).map((one) => ({
    diagnostic: diagnosticOf(
      document,
      filled.toSource(one),
      translate(one.sentence),
      one.severity,
      one.code,
    ),
    fixes: one.fixes
      .filter(({ edits }) => !edits.some(filled.holdsValue))
      .map(({ title, edits }) => ({
        title,
        edits: edits.map((edit) => ({ ...filled.toSource(edit), text: edit.text })),
      })),
  }));
}

function diagnosticOf(
  document: vscode.TextDocument,
  span: Span,
  sentence: string,
  severity: Finding['severity'],
  code: string,
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeOf(document, span), sentence, severities[severity]);
  diagnostic.source = 'PostgREST';
  diagnostic.code = code;
  return diagnostic;
}

export function fixesOf(
  document: vscode.TextDocument,
  found: readonly FoundInDocument[],
  range: vscode.Range,
): vscode.CodeAction[] {
  return found
    .filter(({ diagnostic }) => diagnostic.range.intersection(range))
    .flatMap(({ diagnostic, fixes }) =>
      fixes.map(({ title, edits }, index) => {
        const action = new vscode.CodeAction(translate(title), vscode.CodeActionKind.QuickFix);
        action.edit = new vscode.WorkspaceEdit();
        action.edit.set(
          document.uri,
          edits.map((edit) => vscode.TextEdit.replace(rangeOf(document, edit), edit.text)),
        );
        action.diagnostics = [diagnostic];
        action.isPreferred = index === 0;
        return action;
      }),
    );
}

export function formattedBy(document: vscode.TextDocument): vscode.TextEdit[] {
  return formatEdits(document.getText()).map((edit) =>
    vscode.TextEdit.replace(rangeOf(document, edit), edit.text),
  );
}

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
  const line = document.lineAt(position.line).text.slice(0, position.character);
  const words = wordsOf(services, document, offset, line);
  if (words) return words.map((word) => new vscode.CompletionItem(word));
  const analysis = analysisAt(services, document, offset);
  if (!analysis) return [];
  const { filled, project, schema } = analysis;
  const catalog = project && (await quietCatalog(services, project, schema));
  return completionsAt(
    filled.text,
    filled.fromSource(offset),
    catalog,
    catalog?.version,
    filled.block,
  ).map((one, index) => itemOf(document, filled.toSource(one.span), one, index));
}

/** Elsewhere than in a request document only what has a project is ours. */
function isWithin(services: Services, document: vscode.TextDocument, offset: number): boolean {
  return (
    document.languageId === requestLanguage ||
    analysisAt(services, document, offset)?.project !== undefined
  );
}

/** Directives, roles, projects and variables. */
function wordsOf(
  services: Services,
  document: vscode.TextDocument,
  offset: number,
  line: string,
): readonly string[] | undefined {
  if (/\{\{\s*\$?\w*$/.test(line)) {
    const text = document.getText();
    return [...definitionsFor(text, { start: 0, end: offset }).keys(), '$env', '$uuid'];
  }
  const [, directive] = /^\s*(?:#|\/\/)\s*@(\w*)(?:\s|$)/.exec(line) ?? [];
  if (directive === undefined) return undefined;
  if (!/@\w+\s/.test(line)) return ['project', 'role', 'schema'];
  if (directive === 'project') return services.projects.list().map(({ name }) => name);
  const project = services.attachments.projectOf(document);
  if (directive === 'schema' && project) {
    return services.sessions.knownSchemas(project).map(({ name }) => name);
  }
  if (directive !== 'role') return [];
  const offered = project ? [providerOf(project.provider)] : providers;
  const ids = new Set(offered.flatMap(({ roles }) => roles.map(({ id }) => id)));
  return [...ids].map((id) => (id === 'service_role' ? 'service' : id));
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

export async function hoverOf(
  services: Services,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Hover | undefined> {
  const offset = document.offsetAt(position);
  const analysis = analysisAt(services, document, offset);
  if (!analysis || !isWithin(services, document, offset)) return undefined;
  const { filled, project, schema } = analysis;
  const catalog = project && (await quietCatalog(services, project, schema));
  const found = hoverAt(filled.text, filled.fromSource(offset), catalog, filled.block);
  if (!found) return undefined;
  const page = new vscode.MarkdownString();
  page.appendText([...found.sentences.map(translate), found.comment ?? ''].join('\n').trim());
  if (found.code !== undefined) page.appendCodeblock(found.code, 'sql');
  return new vscode.Hover(page, rangeOf(document, filled.toSource(found)));
}

export { explanationOf } from './explanation';
