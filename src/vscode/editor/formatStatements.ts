import * as vscode from 'vscode';
import { isFailure } from '../../core/errors';
import { createPause } from '../../core/pace';
import type { Services } from '../services';

/** The edits that lay out the statements which meet a range; none once the editor has given up. */
export async function formatStatements(
  { sqlTexts, world }: Pick<Services, 'sqlTexts' | 'world'>,
  document: vscode.TextDocument,
  range: vscode.Range,
  { tabSize, insertSpaces }: vscode.FormattingOptions,
  token: vscode.CancellationToken,
): Promise<readonly vscode.TextEdit[]> {
  const indent = insertSpaces ? ' '.repeat(tabSize) : '\t';
  const abort = new AbortController();
  const subscription = token.onCancellationRequested(() => abort.abort());
  const pause = createPause(abort.signal);
  const edits: vscode.TextEdit[] = [];
  try {
    for (const { text, start, end } of sqlTexts.of(document).statements()) {
      await pause();
      const place = new vscode.Range(document.positionAt(start), document.positionAt(end));
      if (place.intersection(range) === undefined) continue;
      const laidOut = await world.formatStatement(text, indent);
      if (laidOut !== text) edits.push(vscode.TextEdit.replace(place, laidOut));
    }
    return edits;
  } catch (error) {
    // Whoever types on wants no edits of the text that was.
    if (isFailure(error) && error.reason === 'cancelled') return [];
    throw error;
  } finally {
    subscription.dispose();
  }
}
