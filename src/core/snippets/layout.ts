import type { Blank, Code } from './code';

export type Quote = "'" | '"';

/** The same code with each level of indentation written as the document writes it. */
export function reindented(body: Code, from: string, to: string): Code {
  if (from === '' || from === to) return body;
  const levels = new RegExp(`(?:${from})+`, 'y');
  let starts = true;
  return body.map((piece) => {
    if (typeof piece !== 'string') {
      starts = false;
      return piece;
    }
    const rewritten = piece.replace(/(^|\n)([ \t]*)/g, (whole, before: string, blanks: string) => {
      if (before === '' && !starts) return whole;
      levels.lastIndex = 0;
      const deep = levels.exec(blanks)?.[0] ?? '';
      return before + to.repeat(deep.length / from.length) + blanks.slice(deep.length);
    });
    starts = piece.endsWith('\n');
    return rewritten;
  });
}

/** Code for a place this deep: its other lines begin there too, and each of its levels is one of the document's. */
export function atDepth(text: string, depth: string, indent: string): string {
  const level = /\n( +)/.exec(text)?.[1] ?? '';
  const code = reindented([text], level, indent).join('');
  return code.replace(/\n(?=.)/g, `\n${depth}`);
}

/** JavaScript with every literal in these quotes; templates and comments stay as they are. */
export function requoted(body: Code, quote: Quote): Code {
  let open = '';
  return body.map((piece): string | Blank => {
    if (typeof piece !== 'string') {
      return isQuote(open) ? { ...piece, preset: convert(piece.preset, open, quote) } : piece;
    }
    return piece.replace(/\\.|\/\/|["'`\n]|[^\\/"'`\n]+|\//gs, (token) => {
      if (open === '') {
        if (token === '//' || token === '`' || isQuote(token)) open = token;
        return isQuote(token) ? quote : token;
      }
      if (token === (open === '//' ? '\n' : open)) {
        const closed = open;
        open = '';
        return isQuote(closed) ? quote : token;
      }
      return isQuote(open) ? convert(token, open, quote) : token;
    });
  });
}

function isQuote(token: string): token is Quote {
  return token === "'" || token === '"';
}

/** What stands between the quotes, for the other ones. */
function convert(text: string, from: Quote, to: Quote): string {
  if (from === to) return text;
  return text.replace(/\\(.)|["']/gs, (whole, escaped?: string) => {
    if (escaped === from) return from;
    return whole === to ? `\\${to}` : whole;
  });
}

/** The quotes that the document's own imports and literals have most. */
export function quoteIn(text: string): Quote {
  const count = (mark: Quote) => text.split(mark).length;
  return count('"') > count("'") ? '"' : "'";
}
