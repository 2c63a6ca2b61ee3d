import * as vscode from 'vscode';
import { check } from '../../core/rest/check';
import { checkDirectives } from '../../core/rest/check/directives';
import type { Finding } from '../../core/rest/check/finding';
import { blocksOf, directivesIn } from '../../core/rest/document';
import { formatEdits } from '../../core/rest/format';
import { hoverAt } from '../../core/rest/hover';
import type { Span } from '../../core/rest/span';
import { providerOf } from '../../providers';
import type { Services } from '../services';
import { translate } from '../words';
import {
  type Analysis,
  analyse,
  analysisAt,
  isWithin,
  knownCatalog,
  promptCatalog,
  quietCatalog,
} from './analysis';
import { rangeOf } from './rangeOf';
import { defaultRole } from './requestIn';

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

/**
 * Send, the role it is sent as, what it means, and code for it: above each request with a project. A request document
 * without one offers to choose it.
 */
export function lensesOf(services: Services, document: vscode.TextDocument): vscode.CodeLens[] {
  const text = document.getText();
  return analyse(services, document).flatMap(({ block, parsed, project, role }) => {
    if (!block.request) return [];
    const range = rangeOf(document, block.request);
    const place = { document: document.uri.toString(), offset: block.request.start };
    const lens = (title: string, command: string) =>
      new vscode.CodeLens(range, { title, command, arguments: [place] });
    if (!project) {
      const isNamed = directivesIn(text, block).some(({ name }) => name === 'project');
      if (isNamed || services.attachments.namedIn(document) !== undefined) return [];
      return [lens(`$(plug) ${vscode.l10n.t('Choose Project…')}`, 'powabase.chooseProject')];
    }
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

/**
 * Shows what a person should know about the requests of a document, with edits in the text as it is written: at once
 * what is known without a server, then more with each schema that comes. One server that is slow holds nothing up.
 */
export async function showFindings(
  services: Services,
  document: vscode.TextDocument,
  show: (found: readonly FoundInDocument[]) => void,
): Promise<void> {
  const analyses = analyse(services, document);
  const showKnown = () =>
    show(
      analyses.flatMap((analysis) => [
        ...wrongDirectives(services, document, analysis),
        ...missingVariables(document, analysis),
        ...checked(document, analysis),
      ]),
    );
  showKnown();
  const schemas = new Map(
    analyses.flatMap(({ project, schema }) =>
      project ? [[JSON.stringify([project.id, schema]), { project, schema }]] : [],
    ),
  );
  await Promise.all(
    [...schemas.values()].map(async ({ project, schema }) => {
      const before = knownCatalog(project, schema);
      await quietCatalog(services, project, schema);
      if (knownCatalog(project, schema) !== before) showKnown();
    }),
  );
}

function wrongDirectives(
  { projects }: Services,
  document: vscode.TextDocument,
  { block }: Analysis,
): readonly FoundInDocument[] {
  const names = projects
    .list()
    .flatMap(({ name, id, place }) => [name, id.slice(place.length + 1)]);
  return checkDirectives(directivesIn(document.getText(), block), names).map((one) => ({
    diagnostic: diagnosticOf(document, one, translate(one.sentence), one.severity, one.code),
    fixes: one.fixes,
  }));
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

function checked(
  document: vscode.TextDocument,
  { filled, parsed, project, schema }: Analysis,
): readonly FoundInDocument[] {
  const catalog = project && knownCatalog(project, schema);
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

export async function hoverOf(
  services: Services,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Hover | undefined> {
  const offset = document.offsetAt(position);
  const analysis = analysisAt(services, document, offset);
  if (!analysis || !isWithin(services, document, offset)) return undefined;
  const { filled, project, schema } = analysis;
  const catalog = project && (await promptCatalog(services, project, schema));
  const found = hoverAt(filled.text, filled.fromSource(offset), catalog, filled.block);
  if (!found) return undefined;
  const page = new vscode.MarkdownString();
  page.appendText([...found.sentences.map(translate), found.comment ?? ''].join('\n').trim());
  if (found.code !== undefined) page.appendCodeblock(found.code, 'sql');
  return new vscode.Hover(page, rangeOf(document, filled.toSource(found)));
}

export { completionsOf } from './completions';
export { explanationOf } from './explanation';
