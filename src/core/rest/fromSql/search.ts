import type { A_Expr, Node } from 'libpg-query';
import { nameOf, wordsOf } from '../../sql/names';
import { filterFor, nameFor, textOperand } from './build';
import { constantOf, placeOf } from './expressions';
import { type Reading, refuse } from './reading';
import type { Located } from './sides';
import type { Source } from './sources';

/** What PostgREST calls the functions that read a search. */
const searches: Readonly<Record<string, string>> = {
  to_tsquery: 'fts',
  plainto_tsquery: 'plfts',
  phraseto_tsquery: 'phfts',
  websearch_to_tsquery: 'wfts',
};

export function isSearch(node: Node | undefined): boolean {
  return node !== undefined && 'FuncCall' in node && nameIn(node) in searches;
}

/** `column @@ to_tsquery('english', 'fat')`; a text column may be wrapped in to_tsvector. */
export function searchOf(
  reading: Reading,
  sources: readonly Source[],
  { lexpr, rexpr, location }: A_Expr,
): Located {
  const vector = vectorOf(lexpr);
  const place = placeOf(reading, sources, vector.column);
  const [query, config] = argumentsOf(rexpr);
  if (!place || query === undefined || (vector.config !== undefined && vector.config !== config)) {
    return refuse(
      reading,
      location,
      'PostgREST searches a column for words in one language: write column @@ to_tsquery(…), with the same language on both sides.',
    );
  }
  const operator = searches[rexpr ? nameIn(rexpr) : ''] ?? 'fts';
  const options = config === undefined ? {} : { config: nameFor(config) };
  return {
    source: place.source,
    node: filterFor(place.field, operator, textOperand(query), options),
  };
}

function vectorOf(node: Node | undefined): {
  readonly column: Node | undefined;
  readonly config?: string | undefined;
} {
  if (!node || !('FuncCall' in node) || nameIn(node) !== 'to_tsvector') return { column: node };
  const { args = [] } = node.FuncCall;
  const [first, second] = args;
  if (!second) return { column: first };
  const config = constantOf(first);
  return { column: second, config: config?.kind === 'text' ? config.text : undefined };
}

/** The words, and the language before them. */
function argumentsOf(node: Node | undefined): readonly (string | undefined)[] {
  if (!node || !('FuncCall' in node)) return [];
  const texts = (node.FuncCall.args ?? []).map((arg) => {
    const value = constantOf(arg);
    return value?.kind === 'text' ? value.text : undefined;
  });
  return texts.toReversed();
}

function nameIn(node: Node): string {
  return 'FuncCall' in node ? nameOf(wordsOf(node.FuncCall.funcname)).name : '';
}
