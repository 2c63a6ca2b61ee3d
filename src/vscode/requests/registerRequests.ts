import * as vscode from 'vscode';
import type { LoadOnDemand } from '../onDemand';
import type { Services } from '../services';
import type { FoundInDocument } from './features';

const own = { language: 'pgrst' };
/** Where requests may stand in fences too. */
const selector = [own, { language: 'markdown' }];
const fence = /^ {0,3}(?:`{3,}|~{3,})[ \t]*(?:http|pgrst)\b/im;
/** Beyond this, lenses and findings are nobody's to read, and every key would pay for them. */
const mostLines = 20_000;
/** After the last key: findings while somebody types are noise. */
const settled = 300;

/** What the editor does for request documents; the work is loaded with the first of them that is open. */
export function registerRequests(services: Services, load: LoadOnDemand): vscode.Disposable {
  const lensesChanged = new vscode.EventEmitter<void>();
  const diagnostics = vscode.languages.createDiagnosticCollection('powabase.requests');
  const found = new Map<string, readonly FoundInDocument[]>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  function holdsRequests(document: vscode.TextDocument): boolean {
    if (document.languageId === own.language) return true;
    return (
      document.languageId === 'markdown' &&
      isReadable(document) &&
      services.projects.list().length > 0 &&
      fence.test(document.getText())
    );
  }

  function isReadable({ lineCount }: vscode.TextDocument): boolean {
    return lineCount <= mostLines;
  }

  /** What the work gives for a document that holds requests, else nothing. */
  async function within<T>(
    document: vscode.TextDocument,
    work: (requests: Awaited<ReturnType<LoadOnDemand>>['requests']) => T | Promise<T>,
  ): Promise<T | undefined> {
    return holdsRequests(document) ? work((await load()).requests) : undefined;
  }

  async function examine(document: vscode.TextDocument) {
    const { version, uri } = document;
    await (await load()).requests.showFindings(services, document, (findings) => {
      if (document.version !== version || document.isClosed) return;
      found.set(uri.toString(), findings);
      diagnostics.set(
        uri,
        findings.map(({ diagnostic }) => diagnostic),
      );
    });
  }

  function soon(document: vscode.TextDocument) {
    const key = document.uri.toString();
    if (!holdsRequests(document) || !isReadable(document)) {
      if (found.has(key)) forget(document);
      return;
    }
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => void examine(document), settled),
    );
  }

  function forget({ uri }: vscode.TextDocument) {
    clearTimeout(timers.get(uri.toString()));
    timers.delete(uri.toString());
    found.delete(uri.toString());
    diagnostics.delete(uri);
  }

  function all() {
    lensesChanged.fire();
    for (const document of vscode.workspace.textDocuments) soon(document);
  }

  all();
  return vscode.Disposable.from(
    lensesChanged,
    diagnostics,
    services.attachments.onDidChange(all),
    services.credentials.onDidChange(all),
    services.credentials.onDidUse(all),
    vscode.workspace.onDidOpenTextDocument(soon),
    vscode.workspace.onDidChangeTextDocument(({ document }) => soon(document)),
    vscode.workspace.onDidCloseTextDocument(forget),
    { dispose: () => timers.forEach(clearTimeout) },
    vscode.languages.registerCodeLensProvider(selector, {
      onDidChangeCodeLenses: lensesChanged.event,
      provideCodeLenses: (document) =>
        within(document, ({ lensesOf }) =>
          isReadable(document) ? lensesOf(services, document) : [],
        ),
    }),
    vscode.languages.registerDocumentSymbolProvider(own, {
      provideDocumentSymbols: async (document) => (await load()).requests.symbolsOf(document),
    }),
    vscode.languages.registerFoldingRangeProvider(own, {
      provideFoldingRanges: async (document) => (await load()).requests.foldsOf(document),
    }),
    vscode.languages.registerDocumentFormattingEditProvider(own, {
      provideDocumentFormattingEdits: async (document) =>
        (await load()).requests.formattedBy(document),
    }),
    vscode.languages.registerHoverProvider(selector, {
      provideHover: (document, position) =>
        within(document, ({ hoverOf }) => hoverOf(services, document, position)),
    }),
    vscode.languages.registerCompletionItemProvider(
      selector,
      {
        provideCompletionItems: (document, position) =>
          within(document, ({ completionsOf }) => completionsOf(services, document, position)),
      },
      ...'/?&=.(,:@{ ',
    ),
    vscode.languages.registerCodeActionsProvider(
      selector,
      {
        provideCodeActions: async (document, range) =>
          (await load()).requests.fixesOf(
            document,
            found.get(document.uri.toString()) ?? [],
            range,
          ),
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
    vscode.workspace.registerTextDocumentContentProvider('powabase-explanation', {
      provideTextDocumentContent: async (uri) =>
        (await load()).requests.explanationOf(services, uri),
    }),
  );
}
