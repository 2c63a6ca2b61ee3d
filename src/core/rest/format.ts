import type { Edit } from './check/finding';
import { blocksOf } from './document';
import { continuations, continued, isBeside, isComment, type Line, linesOf } from './lines';

/** A query that is longer goes on over several lines. */
const lineWidth = 100;

/** Makes a document tidy: method and headers, a parameter a line in long queries, JSON bodies. Values stay. */
export function formatEdits(text: string): readonly Edit[] {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  return blocksOf(text)
    .flatMap((block) => {
      const lines = linesOf(text, block);
      const at = lines.findIndex(({ content }) => content !== '' && !isBeside(content));
      return at < 0 ? [] : blockEdits(lines.slice(at), end);
    })
    .filter((edit) => text.slice(edit.start, edit.end) !== edit.text);
}

function blockEdits(lines: readonly Line[], end: string): readonly Edit[] {
  const more = continuations(lines.slice(1));
  const following = lines.slice(1 + more);
  const gap = following.findIndex(({ content }) => content === '');
  const headers = gap < 0 ? following : following.slice(0, gap);
  const body = gap < 0 ? [] : following.slice(gap).filter(({ content }) => content !== '');
  return [
    over(lines.slice(0, 1 + more), requestText(lines.slice(0, 1 + more), end)),
    ...headers.map((line) => over([line], headerText(line))),
    ...bodyEdits(body, end),
  ];
}

function over(lines: readonly Line[], text: string): Edit {
  const [first, last] = [lines[0], lines.at(-1)];
  return {
    start: first?.start ?? 0,
    end: last ? last.start + last.raw.replace(/\r$/, '').length : 0,
    text,
  };
}

function requestText(lines: readonly Line[], end: string): string {
  const written = lines.map(({ content }) => content);
  const [first = ''] = written;
  const [, word, rest = ''] = /^([A-Za-z]+)\s+(.*)$/.exec(first) ?? [];
  const line = word === undefined ? first : `${word.toUpperCase()} ${rest}`;
  if (written.length === 1 && line.length <= lineWidth) return line;
  // What is left out for now keeps its place.
  if (written.some(isComment))
    return [line, ...written.slice(1).map((one) => `  ${one}`)].join(end);
  const whole = [line, ...continued(line, lines.slice(1)).map(({ content }) => content)].join('');
  const mark = whole.indexOf('?');
  if (mark < 0) return whole;
  const parameters = whole.slice(mark + 1).split('&');
  return [
    whole.slice(0, mark),
    ...parameters.map((parameter, index) => `  ${index === 0 ? '?' : '&'}${parameter}`),
  ].join(end);
}

function headerText({ content, raw }: Line): string {
  // An indented one may be a parameter that is left out for now.
  if (isComment(content)) return raw.trimEnd();
  const [, name, value] = /^([^\s:]+)\s*:\s*(.*)$/.exec(content) ?? [];
  return name === undefined ? content : `${name}: ${value}`;
}

function bodyEdits(lines: readonly Line[], end: string): readonly Edit[] {
  const [first, last] = [lines[0], lines.at(-1)];
  if (!first || !last || !/^[{[]/.test(first.content)) return [];
  const json = indentedJson(lines.map(({ raw }) => raw).join('\n'), end);
  return json === undefined ? [] : [over([first, last], json)];
}

/** JSON with a member a line, every value as it was written; undefined for what is no JSON. */
export function indentedJson(text: string, end: string): string | undefined {
  if (!isJson(text)) return undefined;
  const tokens = text.match(/"(?:\\.|[^"\\])*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  let depth = 0;
  let result = '';
  const newLine = () => end + '  '.repeat(depth);
  tokens.forEach((token, index) => {
    const before = tokens[index - 1] ?? '';
    if (/[}\]]/.test(token) && token.length === 1) {
      depth--;
      result += /^[{[]$/.test(before) ? token : newLine() + token;
      return;
    }
    if (/^[{[]$/.test(before)) result += newLine();
    if (token === ',') result += token + newLine();
    else if (token === ':') result += ': ';
    else result += token;
    if (/^[{[]$/.test(token)) depth++;
  });
  return result;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
