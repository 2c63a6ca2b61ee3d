import type { SnippetLanguage } from './snippet';

/** The document's languages that a snippet's language is at home in, by the editor's ids. */
const homes: Readonly<Record<SnippetLanguage, readonly string[]>> = {
  typescript: [
    'typescript',
    'typescriptreact',
    'javascript',
    'javascriptreact',
    'vue',
    'svelte',
    'astro',
    'html',
  ],
  python: ['python'],
  go: ['go'],
  php: ['php'],
  java: ['java'],
  csharp: ['csharp'],
  shellscript: ['shellscript'],
  dotenv: ['dotenv'],
  plaintext: [],
};

/** One level of indentation, as the snippets of the language are written. */
const indents: Readonly<Record<SnippetLanguage, string>> = {
  typescript: '  ',
  python: '    ',
  go: '\t',
  php: '    ',
  java: '    ',
  csharp: '    ',
  shellscript: '  ',
  dotenv: '',
  plaintext: '',
};

export function isAtHome(snippet: SnippetLanguage, document: string): boolean {
  return homes[snippet].includes(document);
}

export function indentOf(language: SnippetLanguage): string {
  return indents[language];
}

/** What the editor's language ids do not tell: `.env` files are often plain text to it. */
export function languageOf(languageId: string, path: string): string {
  return /(?:^|[\\/])\.env(?:\.[\w.-]+)?$/.test(path) ? 'dotenv' : languageId;
}

/** True where declarations may have types. */
export function hasTypes(language: string, text: string): boolean {
  if (language === 'typescript' || language === 'typescriptreact') return true;
  if (language === 'astro') return true;
  return /^(?:vue|svelte)$/.test(language) && /<script\b[^>]*\blang=["']ts["']/.test(text);
}
