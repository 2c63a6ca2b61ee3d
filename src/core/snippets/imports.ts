import { textOf } from './code';
import { importBlock } from './go';
import type { SnippetLanguage } from './snippet';

/** Where imports go: before the line of this number (from 0), in these words. */
export interface ImportEdit {
  readonly line: number;
  readonly text: string;
}

/** The imports that the document does not have yet. */
export function missingImports(
  language: SnippetLanguage,
  imports: readonly string[],
  document: string,
): readonly string[] {
  return imports.filter((line) => !has(language, document, line));
}

function has(language: SnippetLanguage, document: string, line: string): boolean {
  const wanted = plain(line);
  if (document.split('\n').some((known) => plain(known) === wanted)) return true;
  switch (language) {
    case 'typescript': {
      const [, names, module] = /^import \{ (.+) \} from '(.+)';$/.exec(line) ?? [];
      if (names === undefined) return false;
      const all = document.matchAll(/import\s*\{([^}]*)\}\s*from\s*["']([^"']+)["']/g);
      const known = [...all].filter(([, , from]) => from === module);
      return names.split(', ').every((name) => known.some(([, list = '']) => listed(list, name)));
    }
    case 'python': {
      const [, module, names] = /^from (\S+) import (.+)$/.exec(line) ?? [];
      if (module === undefined || names === undefined) {
        const name = line.replace('import ', '');
        const all = document.matchAll(/^import[ \t]+(.+)$/gm);
        return [...all].some(([, list = '']) => listed(list, name));
      }
      const all = document.matchAll(/^from[ \t]+(\S+)[ \t]+import[ \t]+(?:\(([^)]*)\)|(.+))$/gm);
      const known = [...all].filter(([, from]) => from === module);
      return names
        .split(', ')
        .every((name) => known.some(([, , many, few]) => listed(many ?? few ?? '', name)));
    }
    case 'go': {
      const path = line.replace(/^[^"]*/, '');
      const own = document.matchAll(/^\s*(?:import\s+)?(?:[\w.]+\s+)?("[^"]+")/gm);
      return [...own].some(([, known]) => known === path);
    }
    case 'java':
      return document.includes(line.replace(/\w+;$/, '*;'));
    case 'csharp':
    case 'php':
    case 'shellscript':
    case 'dotenv':
    case 'plaintext':
      return false;
  }
}

function plain(line: string): string {
  return line.trim().replaceAll('"', "'").replace(/;$/, '').replace(/\s+/g, ' ');
}

function listed(names: string, name: string): boolean {
  return names.split(',').some((entry) => entry.trim().replace(/#.*/, '') === name);
}

/**
 * How the imports get into a document of this language; undefined where it has no place for them. `codeLine` is
 * where the code goes.
 */
export function importEdit(
  language: SnippetLanguage,
  imports: readonly string[],
  document: string,
  documentLanguage: string,
  codeLine: number,
): ImportEdit | undefined {
  const all = document.split(/\r?\n/);
  if (language === 'go') return goEdit(imports, all);
  const span = spanOf(documentLanguage, all);
  const shape = shapes[language];
  if (span === undefined || shape === undefined) return undefined;
  const { line, after } = placeIn(all, span, shape);
  // Imports are set off from what follows.
  const isApart = line !== codeLine && (after || (all[line] ?? '') === '');
  const gap = isApart ? '' : '\n';
  return { line, text: `${imports.join('\n')}\n${gap}` };
}

/** What imports of a language look like, and what stands before the first of them. */
interface Shape {
  readonly starts: RegExp;
  /** What an import is when it is whole, however many lines it takes. */
  readonly ends: RegExp;
  readonly before: RegExp;
}

const shapes: Partial<Readonly<Record<SnippetLanguage, Shape>>> = {
  typescript: {
    starts: /^import\b(?!\s*\()/,
    ends: /["']\s*;?\s*(?:\/\/.*)?$/,
    before: /^(?:#!|\/\/|\/\*|\s?\*|["']use \w+["'])/,
  },
  python: {
    starts: /^(?:import|from)\s/,
    ends: /^[^(]*(?:\([^)]*\)[^(]*)*(?<!\\)$/s,
    before: /^(?:#|"""|''')/,
  },
  java: { starts: /^import\s/, ends: /;/, before: /^(?:package\s|\/\/|\/\*|\s?\*)/ },
  csharp: { starts: /^using\s[^(=]*;/, ends: /;/, before: /^(?:\/\/|\/\*|\s?\*)/ },
};

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The lines of a document that hold code of its language. */
function spanOf(language: string, all: readonly string[]): Span | undefined {
  if (language === 'html') return undefined;
  const [opens, closes] =
    language === 'astro'
      ? [/^---\s*$/, /^---\s*$/]
      : language === 'vue' || language === 'svelte'
        ? [/^\s*<script\b[^>]*>\s*$/, /<\/script>/]
        : [];
  if (!opens || !closes) return { from: 0, to: all.length };
  const start = all.findIndex((line) => opens.test(line));
  if (start === -1) return undefined;
  const end = all.findIndex((line, at) => at > start && closes.test(line));
  return { from: start + 1, to: end === -1 ? all.length : end };
}

function placeIn(all: readonly string[], { from, to }: Span, { starts, ends, before }: Shape) {
  let last = -1;
  for (let at = from; at < to; at++) {
    if (!starts.test(all[at] ?? '')) continue;
    const start = at;
    while (at < to - 1 && !ends.test(all.slice(start, at + 1).join('\n'))) at++;
    last = at;
  }
  if (last !== -1) return { line: last + 1, after: true };
  let line = from;
  while (line < to && before.test(all[line] ?? '')) line = endOfDocstring(all, line) + 1;
  return { line, after: false };
}

/** Python's text of a module may take several lines. */
function endOfDocstring(all: readonly string[], line: number): number {
  const mark = /^("""|''')/.exec(all[line] ?? '')?.[1];
  if (mark === undefined || (all[line] ?? '').slice(3).includes(mark)) return line;
  const end = all.findIndex((text, at) => at > line && text.includes(mark));
  return end === -1 ? line : end;
}

function goEdit(imports: readonly string[], all: readonly string[]): ImportEdit | undefined {
  const block = all.findIndex((line) => /^import\s*\(/.test(line));
  if (block !== -1) {
    const end = all.findIndex((line, at) => at > block && line.startsWith(')'));
    return { line: end, text: imports.map((line) => `\t${line}\n`).join('') };
  }
  const single = all.findLastIndex((line) => /^import\s/.test(line));
  const clause = all.findIndex((line) => /^package\s/.test(line));
  if (clause === -1) return undefined;
  return {
    line: (single === -1 ? clause : single) + 1,
    text: `\n${textOf(importBlock(imports))}\n`,
  };
}
