import { message } from '../../errors';
import { nearest } from '../../nearest';
import { headerNamed } from '../headers';
import { schemaOf } from '../scope';
import { parametersOf } from '../target';
import { type Checked, type Finding, finding, replace } from './finding';
import { isElsewhere } from './names';

/** Longer bodies come from programs, and would be read again with every key. */
const longest = 200_000;

/** Keys of a JSON body that the table has no column for; with `columns` the server passes these over. */
export function checkBody({ text, request, scope, catalog }: Checked): readonly Finding[] {
  const { body, headers, method, target } = request;
  const asked = schemaOf(request);
  const { table } = scope;
  if (!body || !table || !catalog || (asked && isElsewhere(asked, catalog))) return [];
  if (!/^(?:POST|PATCH|PUT)$/.test(method?.name ?? '') || body.end - body.start > longest)
    return [];
  if (headerNamed(headers, 'content-type')?.value.includes('json') === false) return [];
  if (parametersOf(target, 'columns').length > 0) return [];
  const written = text.slice(body.start, body.end);
  const columns = table.columns.map(({ name }) => name);
  return [...keysOf(written)]
    .filter((key) => !columns.includes(key))
    .flatMap((key) => {
      const at = written.indexOf(JSON.stringify(key));
      if (at < 0) return [];
      const start = body.start + at + 1;
      const span = { start, end: start + JSON.stringify(key).length - 2 };
      const other = nearest(key, columns);
      return [
        finding(
          'error',
          'unknownColumn',
          span,
          message('{0} has no column {1}.', table.name, key),
          [other ? replace(span, other, message('Change it to {0}', other)) : undefined],
        ),
      ];
    });
}

/** The keys of an object, or of all objects of an array; none of what is no JSON. */
function keysOf(written: string): ReadonlySet<string> {
  try {
    const value: unknown = JSON.parse(written);
    const rows: readonly unknown[] = Array.isArray(value) ? value : [value];
    return new Set(
      rows.flatMap((row) =>
        typeof row === 'object' && row !== null && !Array.isArray(row) ? Object.keys(row) : [],
      ),
    );
  } catch {
    return new Set();
  }
}
