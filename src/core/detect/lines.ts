import type { Entry } from './entry';
import { meaningOf } from './names';

const start =
  /^(?:[-*+] +)?(?:(?:export|set|setx|const|let|var|final|ENV|ARG) +|\$env:)?(["'`]?)([A-Za-z_$][\w.() /-]{0,80}?)\1 {0,20}(=>|:=|[=:])[ \t]*/;
const comment = /^(?:#|\/\/|--|;|\/\*|\*|<!--|REM\b)/;
const rule = /[│┃|]/;

/**
 * The pairs of a `.env`, of YAML, of headers, of assignments in code, of a table and of labels with the value
 * below, one line each; comments are left out.
 */
export function readLines(text: string): readonly Entry[] {
  const entries: Entry[] = [];
  let label = '';
  let heading = '';
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line === '' || comment.test(line)) continue;
    if (rule.test(line[0] ?? '')) {
      const cells = line
        .split(rule)
        .map((cell) => cell.replace(/^[\s`]+|[\s`]+$/g, ''))
        .filter((cell) => cell !== '');
      if (cells.length === 1) heading = cells[0] ?? '';
      if (cells.length >= 2)
        entries.push({ name: nameInTable(heading, cells[0] ?? ''), value: cells[1] ?? '' });
      continue;
    }
    const pair = pairOf(line);
    if (pair !== undefined) entries.push(pair);
    else if (label !== '' && !/\s/.test(line)) entries.push({ name: label, value: line });
    label =
      pair === undefined && line.length < 60 && meaningOf(line).role !== undefined ? line : '';
  }
  return entries;
}

/** Storage has a URL and a secret key of its own. */
function nameInTable(heading: string, cell: string): string {
  return /storage/i.test(heading) ? `${heading} of ${cell} (other)` : cell;
}

function pairOf(line: string): Entry | undefined {
  const match = start.exec(line.slice(0, 200));
  if (match === null) return undefined;
  const [begin, , name = '', sign = ''] = match;
  const rest = line.slice(begin.length);
  // `https://…`, `jdbc:…` and `12:30` are values with a colon in them.
  if (sign === ':' && begin.endsWith(':') && !/^["'`]/.test(rest)) return undefined;
  return { name, value: valueIn(rest) };
}

function valueIn(rest: string): string {
  const [quote = ''] = rest;
  if (/["'`]/.test(quote)) {
    const quoted = /^(["'`])((?:(?!\1)[^\\]|\\.)*)\1/.exec(rest)?.[2];
    if (quoted !== undefined) return quote === '"' ? quoted.replace(/\\(["\\$`])/g, '$1') : quoted;
  }
  const comment = rest.search(/\s(?:#|\/\/)/);
  return (comment === -1 ? rest : rest.slice(0, comment)).trim().replace(/[,;]+$/, '');
}
