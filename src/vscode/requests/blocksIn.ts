import type * as vscode from 'vscode';
import { type Block, blocksOf } from '../../core/rest/document';
import { requestFences } from '../../core/rest/fences';

/** The requests of a document; in Markdown those of its `http` and `pgrst` fences. */
export function blocksIn(document: vscode.TextDocument): readonly Block[] {
  const text = document.getText();
  return document.languageId === 'markdown'
    ? requestFences(text)
        .flatMap((fence) => blocksOf(text, fence))
        // Answers stand in such fences too.
        .filter(({ request }) => !request?.text.startsWith('HTTP/'))
    : blocksOf(text);
}
