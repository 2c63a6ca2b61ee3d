import type { Cell, ResultColumn } from '../../ports';
import { isBoolean, isJson, isNumber, isNumeric } from '../columnKinds';
import type { FormWriter, ResultForm } from './form';

/** One array of objects, a row on each line. JSON has one null: NULL and the null of jsonb are the same in it. */
export const json: ResultForm = {
  id: 'json',
  label: 'JSON',
  extension: 'json',
  writer: (columns) => ({
    head: '[\n',
    row: objectOf(columns),
    between: ',\n',
    tail: '\n]\n',
  }),
};

/** One object a line (jsonlines.org). */
export const ndjson: ResultForm = {
  id: 'ndjson',
  label: 'NDJSON',
  extension: 'ndjson',
  writer: (columns) => ({ head: '', row: objectOf(columns), between: '\n', tail: '\n' }),
};

function objectOf(columns: readonly ResultColumn[]): FormWriter['row'] {
  const names = distinct(columns.map(({ name }) => name)).map((name) => JSON.stringify(name));
  const values = columns.map(({ type }) => textFor(type));
  return (row) =>
    `{${names.map((name, at) => `${name}:${values[at]?.(row[at] ?? null)}`).join(',')}}`;
}

/** Digits stay the digits they are, also where JavaScript could not hold the number. */
function textFor(type: string): (cell: Cell) => string {
  return (cell) => {
    if (cell === null) return 'null';
    if (isNumeric(type) && isNumber(cell)) return cell;
    if (isBoolean(type)) return cell === 't' || cell === 'true' ? 'true' : 'false';
    // A line break of JSON stands between its tokens only.
    if (isJson(type)) return cell.replace(/[\r\n]+/g, ' ');
    return JSON.stringify(cell);
  };
}

/** An object has each name once: the second `id` is `id_2`. */
function distinct(names: readonly string[]): readonly string[] {
  const taken = new Set(names);
  const seen = new Set<string>();
  return names.map((name) => {
    if (!seen.has(name)) {
      seen.add(name);
      return name;
    }
    let number = 2;
    while (taken.has(`${name}_${number}`)) number++;
    const free = `${name}_${number}`;
    taken.add(free);
    return free;
  });
}
