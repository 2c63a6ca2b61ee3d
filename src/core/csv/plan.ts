import type { Frame } from '../ports';
import type { QualifiedName } from '../sql/names';
import { quoteName, quoteText } from '../sql/quote';
import type { Sample } from './detect';
import { type CsvFormat, isUtf16, type LineEnds, readEncoding, serverEncodings } from './format';

/** What goes where: the field of each place in the file, and the column that takes it. */
export interface ImportPlan {
  readonly relation: QualifiedName;
  readonly format: CsvFormat;
  readonly lineEnds: LineEnds;
  /** By the place of the field; undefined for one that is left out. */
  readonly mapping: readonly (string | undefined)[];
}

/** A file as far as it is known before it is read to its end. */
export interface CsvFile {
  /** In bytes. */
  readonly size: number;
  readonly sample: Sample;
}

export interface ImportOptions {
  readonly frame?: Frame;
  readonly signal: AbortSignal;
  /** Bytes of the file that have been read. */
  progress(bytes: number): void;
}

/** How the file is sent: its own bytes, or the chosen fields of each record, a line each. */
export type ImportRoute = 'bytes' | 'records';

/** Postgres takes one kind of line end in a file, and every field of it. */
export function routeOf({ format, lineEnds, mapping }: ImportPlan): ImportRoute {
  const fits = !mapping.includes(undefined) && lineEnds !== 'mixed' && !isUtf16(format.encoding);
  return fits ? 'bytes' : 'records';
}

/** The places of the fields that are not left out. */
export function chosenFields({ mapping }: Pick<ImportPlan, 'mapping'>): readonly number[] {
  return mapping.flatMap((column, field) => (column === undefined ? [] : [field]));
}

/** https://www.postgresql.org/docs/current/sql-copy.html */
export function copyFrom({ relation, format, mapping }: ImportPlan, route: ImportRoute): string {
  const { schema, name } = relation;
  const target = schema === undefined ? quoteName(name) : `${quoteName(schema)}.${quoteName(name)}`;
  const columns = mapping.flatMap((column) => (column === undefined ? [] : [quoteName(column)]));
  const encoding = `encoding ${quoteText(serverEncodings[readEncoding(format.encoding)])}`;
  const options =
    route === 'records'
      ? ['format text', encoding]
      : [
          'format csv',
          `delimiter ${quoteText(format.delimiter)}`,
          `quote ${quoteText(format.quote)}`,
          `header ${format.header}`,
          `null ${quoteText(format.nullText)}`,
          ...(format.quotedNull ? [`force_null (${columns.join(', ')})`] : []),
          encoding,
        ];
  return `copy ${target} (${columns.join(', ')}) from stdin (${options.join(', ')})`;
}
