import { Failure, message } from './errors';
import type { SendHttp } from './ports';

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

/** Asks for the index at `url`, at most `limit` milliseconds. Throws a `Failure` when there is none to be had. */
export async function fetchDocumentIndex(
  send: SendHttp,
  url: string,
  signal: AbortSignal,
  limit = 15_000,
): Promise<readonly DocumentPage[]> {
  const time = AbortSignal.timeout(limit);
  try {
    const { status, body } = await send(
      { method: 'GET', url, headers: { Accept: 'text/plain, text/markdown' } },
      AbortSignal.any([signal, time]),
    );
    const pages = status === 200 ? readDocumentIndex(body, url) : [];
    if (pages.length > 0) return pages;
    throw new Failure(
      'badAnswer',
      message('{0} holds no list of pages (status {1}).', url, String(status)),
    );
  } catch (error) {
    if (time.aborted && !signal.aborted) {
      throw new Failure('timedOut', message('{0} did not answer in time.', new URL(url).host));
    }
    throw error;
  }
}
