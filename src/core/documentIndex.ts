/** One page of a documentation index. */
export interface DocumentPage {
  readonly title: string;
  readonly url: string;
  /** The heading that it stands under; empty above the first. */
  readonly section: string;
  readonly description: string;
}

const link =
  /^\s*[-*+]\s+\[((?:\\.|[^\]\\])+)\]\(\s*(?:<([^>]*)>|([^\s)]+))(?:\s+"[^"]*")?\s*\)\s*(?:[:–—-]\s*(.*))?$/;

/**
 * The pages that an `llms.txt` lists (https://llmstxt.org): Markdown lists of links under headings. `base` is its
 * own address. Pages are given without `.md`, as people read them; links that leave the web are left out.
 */
export function readDocumentIndex(text: string, base: string): readonly DocumentPage[] {
  const pages: DocumentPage[] = [];
  let section = '';
  for (const line of text.split(/\r?\n/)) {
    const heading = /^##+\s+(.+?)\s*#*$/.exec(line)?.[1];
    if (heading !== undefined) section = heading;
    const [, title = '', bracketed, bare, description = ''] = link.exec(line) ?? [];
    const target = bracketed ?? bare ?? '';
    if (title === '' || !URL.canParse(target, base)) continue;
    const url = new URL(target, base);
    if (url.protocol !== 'https:' && url.protocol !== new URL(base).protocol) continue;
    url.pathname = url.pathname.replace(/\.mdx?$/, '');
    pages.push({ title: title.replace(/\\(.)/g, '$1'), url: url.href, section, description });
  }
  return pages;
}
