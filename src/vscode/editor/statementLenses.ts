import * as vscode from 'vscode';
import type { Services } from '../services';

/** Which statement a command is for, where it is not the one under the cursor. */
export interface StatementPlace {
  readonly document: vscode.TextDocument;
  /** In UTF-16 units from the start of the document. */
  readonly offset: number;
}

/** Beyond this, what the lenses show is nobody's to read, and every edit would pay for them. */
const mostLines = 20_000;

/** *Run* and *Explain* above the statements of documents that a project is attached to. */
export function registerStatementLenses({ attachments, sqlTexts }: Services): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: (document) =>
      attachments.kindOf(document) === 'sql' && document.lineCount <= mostLines && areWanted()
        ? sqlTexts
            .of(document)
            .statements()
            .flatMap(({ start }) => lensesAt(document, start))
        : [],
  };
  return vscode.Disposable.from(
    changed,
    attachments.onDidChange(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('powabase.sql.codeLens')) changed.fire();
    }),
    vscode.languages.registerCodeLensProvider(
      [{ language: 'sql' }, { language: 'markdown' }],
      provider,
    ),
  );
}

function areWanted(): boolean {
  return vscode.workspace.getConfiguration('powabase').get('sql.codeLens', true);
}

function lensesAt(document: vscode.TextDocument, offset: number): readonly vscode.CodeLens[] {
  const at = document.positionAt(offset);
  const place: StatementPlace = { document, offset };
  const lens = (title: string, command: string) =>
    new vscode.CodeLens(new vscode.Range(at, at), { title, command, arguments: [place] });
  return [
    lens(`$(play) ${vscode.l10n.t('Run')}`, 'powabase.runStatement'),
    lens(vscode.l10n.t('Explain'), 'powabase.explain'),
  ];
}
