import { Failure, message } from '../errors';
import { decoderLabels, readEncoding } from './format';
import type { ImportPlan, ImportRoute } from './plan';
import { type CsvRecord, createCsvReader, fieldBytes } from './reader';

/** Characters of a value that a sentence quotes. */
const quotedLength = 80;

/** What the server says of where a COPY failed: its own line, and the column where it was about one. */
interface Place {
  readonly line: number;
  readonly column?: string;
}

/**
 * `COPY orders, line 3, column price: "x"`. Every language names the table, then the line, then the column, so the first
 * number after the table is the line, and the chosen column that stands before the colon is the column.
 */
export function placeIn(
  context: string | undefined,
  { relation, mapping }: Pick<ImportPlan, 'relation' | 'mapping'>,
): Place | undefined {
  for (const text of context?.split('\n') ?? []) {
    const start = text.includes('COPY') ? text.indexOf(relation.name) : -1;
    if (start < 0) continue;
    const after = text.slice(start + relation.name.length);
    const [, line, rest = ''] = /^\D+(\d+)(.*)$/.exec(after) ?? [];
    if (line === undefined) continue;
    const said = rest.replace(/:.*$/, '').trim();
    const column = mapping
      .filter((name) => name !== undefined)
      .toSorted((one, next) => next.length - one.length)
      .find((name) => said.endsWith(` ${name}`));
    return { line: Number(line), ...(column === undefined ? {} : { column }) };
  }
  return undefined;
}

/** Reads the file once more until the record that a COPY failed on. */
export interface RecordSearch {
  push(bytes: Uint8Array): void;
  end(): void;
  /** The failure with the line of the file, once it is found. */
  found(): Failure | undefined;
}

export function searchRecord(
  failure: Failure,
  plan: ImportPlan,
  route: ImportRoute,
): RecordSearch | undefined {
  const place = placeIn(failure.detail.context, plan);
  if (!place) return undefined;
  const countLine = serverLines(plan, route);
  let found: Failure | undefined;
  const reader = createCsvReader(plan.format, (record) => {
    if (!found && countLine(record) >= place.line) found = told(failure, plan, place, record);
  });
  return { ...reader, found: () => found };
}

/**
 * The line at which the server sees a record end. It counts what stands between quotes too, by the kind of line end
 * that it has seen, which in the first record is none yet (CopyReadLineText in Postgres' copyfromparse.c).
 */
function serverLines({ format, lineEnds }: ImportPlan, route: ImportRoute) {
  let line = 0;
  let isFirst = true;
  return (record: CsvRecord) => {
    if (route === 'bytes') {
      line += 1 + (lineEnds === 'LF' && !isFirst ? record.lineFeeds : record.returns);
    } else if (!isFirst || !format.header) {
      line += 1;
    }
    isFirst = false;
    return line;
  };
}

function told(failure: Failure, plan: ImportPlan, { column }: Place, record: CsvRecord): Failure {
  const { reason, detail } = failure;
  const line = String(record.line);
  const field = plan.mapping.indexOf(column ?? '');
  const value = field < 0 ? undefined : textOf(record, field, plan);
  const where =
    column === undefined || value === undefined
      ? message('Line {0}: {1}', line, failure.message)
      : message('Line {0}, column "{1}", value "{2}": {3}', line, column, value, failure.message);
  return new Failure(reason, where, { ...detail, line: record.line });
}

function textOf(record: CsvRecord, field: number, { format }: ImportPlan): string {
  const decoder = new TextDecoder(decoderLabels[readEncoding(format.encoding)]);
  const text = decoder.decode(fieldBytes(record, field));
  return text.length > quotedLength ? `${text.slice(0, quotedLength)}…` : text;
}

/** A foreign key is checked after the last record, so the server names its values and no line. */
export function searchKey(failure: Failure, plan: ImportPlan): RecordSearch | undefined {
  const said = failure.detail.detail?.args[0] ?? '';
  const [, names, values] = /\(([^()]+)\)=\((.+)\)[^()]*$/.exec(said) ?? [];
  if (failure.detail.sqlstate !== '23503' || names === undefined || values === undefined) {
    return undefined;
  }
  const fields = names.split(', ').map((name) => plan.mapping.indexOf(name));
  if (fields.some((field) => field < 0)) return undefined;
  let found: Failure | undefined;
  let isHeader = plan.format.header;
  const reader = createCsvReader(plan.format, (record) => {
    const isThere = fields.map((field) => textOf(record, field, plan)).join(', ') === values;
    if (!found && !isHeader && isThere) found = told(failure, plan, { line: 0 }, record);
    isHeader = false;
  });
  return { ...reader, found: () => found };
}
