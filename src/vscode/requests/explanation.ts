import * as vscode from 'vscode';
import { explain } from '../../core/rest/explain';
import type { Services } from '../services';
import { translate } from '../words';
import { analysisAt, quietCatalog } from './analysis';
import { placeIn } from './requestIn';

/** Shows what the request under the cursor does, in words and as SQL. */
export async function explainRequest(argument: unknown): Promise<void> {
  const { document, offset } = await placeIn(argument);
  const page = vscode.Uri.from({
    scheme: 'powabase-explanation',
    path: `/${vscode.l10n.t('Request explained')}.md`,
    query: JSON.stringify({ document: document.uri.toString(), offset }),
  });
  await vscode.commands.executeCommand('markdown.showPreviewToSide', page);
}

/** The page about the request that the address names, as Markdown. */
export async function explanationOf(services: Services, { query }: vscode.Uri): Promise<string> {
  const { document, offset } = await placeIn(JSON.parse(query));
  const analysis = analysisAt(services, document, offset);
  if (!analysis) return vscode.l10n.t('There is no request here any more.');
  const { block, filled, parsed, project, schema } = analysis;
  const catalog = project && (await quietCatalog(services, project, schema));
  const { lines, sql } = explain(filled.text, parsed, catalog);
  const meaning = 'why' in sql ? translate(sql.why) : fence('sql', sql.sql);
  return [
    `# ${escaped(block.title || vscode.l10n.t('Request explained'))}`,
    fence('http', document.getText().slice(block.request?.start ?? block.start, block.inside.end)),
    lines
      .map(({ depth, sentence }) => `${'  '.repeat(depth)}- ${escaped(translate(sentence))}`)
      .join('\n'),
    `## ${vscode.l10n.t('As SQL')}`,
    meaning,
    '',
  ].join('\n\n');
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+!|-]/g, '\\$&');
}

/** A block of code whose fence is longer than any inside of it. */
function fence(language: string, code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = '`'.repeat(longest + 1);
  return `${mark}${language}\n${code}\n${mark}`;
}
