import type { Cell, Row } from '../ports';
import type { JsonTable } from './jsonTable';

/**
 * A CSV text (RFC 4180) as rows; the first line names the columns. As PostgREST writes it, an empty cell is NULL and
 * `""` the empty string. Undefined for a text without a line.
 */
export function csvTable(text: string): JsonTable | undefined {
  const [header, ...rows] = linesOf(text);
  if (!header) return undefined;
  const columns = header.map((name) => ({ name: name ?? '', type: '' }));
  return { columns, rows: rows.map((row) => columns.map((_, index) => row[index] ?? null)) };
}

function linesOf(text: string): readonly Row[] {
  const rows: Row[] = [];
  let row: Cell[] = [];
  let at = 0;
  while (at < text.length) {
    const { cell, end } = text[at] === '"' ? quotedAt(text, at) : plainAt(text, at);
    row.push(cell);
    at = end;
    if (text[at] === ',') {
      at++;
      if (at < text.length && !/[\r\n]/.test(text[at] ?? '')) continue;
      row.push(null);
    }
    if (text[at] === '\r') at++;
    if (text[at] === '\n') at++;
    rows.push(row);
    row = [];
  }
  return rows;
}

interface Read {
  readonly cell: Cell;
  readonly end: number;
}

function plainAt(text: string, start: number): Read {
  let end = start;
  while (end < text.length && !/[,\r\n]/.test(text[end] ?? '')) end++;
  return { cell: end === start ? null : text.slice(start, end), end };
}

function quotedAt(text: string, start: number): Read {
  let cell = '';
  let at = start + 1;
  while (at < text.length) {
    const end = text.indexOf('"', at);
    if (end < 0) return { cell: cell + text.slice(at), end: text.length };
    cell += text.slice(at, end);
    if (text[end + 1] !== '"') return { cell, end: end + 1 };
    cell += '"';
    at = end + 2;
  }
  return { cell, end: at };
}
