import { type Code, code, lines } from './code';
import { importBlock, program } from './go';
import { type ImportEdit, importEdit, missingImports } from './imports';
import { indentOf, isAtHome } from './languages';
import { type Quote, reindented, requoted } from './layout';
import type { SnippetLanguage, SnippetText } from './snippet';

/** The document that code goes into. */
export interface TargetDocument {
  /** The editor's id. */
  readonly language: string;
  readonly text: string;
  /** One level: a tab, or so many spaces. */
  readonly indent: string;
  readonly quote: Quote;
  /** Where the code goes, from 0. */
  readonly line: number;
}

/** What a document gets: the code at the cursor, and its imports further up where they belong. */
export interface Insertion {
  readonly imports?: ImportEdit;
  readonly body: Code;
}

/** The code in the words of the document: its indentation, its quotes, and only the imports that it lacks. */
export function compose(
  language: SnippetLanguage,
  { imports, body }: SnippetText,
  document: TargetDocument,
): Insertion {
  const lay = (text: Code) => laidOut(language, text, document);
  if (!isAtHome(language, document.language)) return { body: lay(inline(language, imports, body)) };
  if (language === 'go' && !/^package\s/m.test(document.text)) {
    return { body: lay(program(imports, body)) };
  }
  if (language === 'php') {
    return { body: document.text.includes('<?') ? lay(body) : lay(lines('<?php', '', body, '')) };
  }
  const missing = missingImports(language, imports, document.text);
  if (missing.length === 0) return { body: lay(body) };
  const edit =
    document.text.trim() === ''
      ? undefined
      : importEdit(language, missing, document.text, document.language, document.line);
  // Code above the imports would come before what it needs.
  if (edit === undefined || (document.line < edit.line && language !== 'go')) {
    return { body: lay(inline(language, missing, body)) };
  }
  const written = lay([edit.text])
    .map((piece) => (typeof piece === 'string' ? piece : piece.preset))
    .join('');
  return { imports: { line: edit.line, text: written }, body: lay(body) };
}

function inline(language: SnippetLanguage, imports: readonly string[], body: Code): Code {
  if (imports.length === 0) return body;
  return code`${blockOf(language, imports)}\n\n${body}`;
}

function blockOf(language: SnippetLanguage, imports: readonly string[]): Code {
  if (language === 'go') return importBlock(imports);
  // Python's own modules stand apart.
  const [own, others] = [true, false].map((isOwn) =>
    imports.filter((line) => /^(?:import (?:json|os|uuid)|from urllib\b.*)$/.test(line) === isOwn),
  );
  return own?.length && others?.length ? lines(...own, '', ...others) : lines(...imports);
}

function laidOut(language: SnippetLanguage, body: Code, { indent, quote }: TargetDocument): Code {
  const quotes = language === 'typescript' ? requoted(body, quote) : body;
  // gofmt leaves no choice.
  return language === 'go' ? quotes : reindented(quotes, indentOf(language), indent);
}
