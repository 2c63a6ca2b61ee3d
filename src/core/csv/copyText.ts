import { Failure, message } from '../errors';
import { type CsvFormat, readEncoding } from './format';
import { type CsvRecord, createCsvReader } from './reader';

const backslash = 92;
/** What the text format of COPY writes with a backslash. */
const escapes: readonly (number | undefined)[] = Array.from({ length: 256 }, (_, byte) =>
  byte === backslash ? backslash : { 9: 116, 10: 110, 13: 114 }[byte],
);

/** Records of a file as the text format of COPY, a line each. */
export interface CopyText {
  push(bytes: Uint8Array): void;
  end(): void;
  /** What has become whole since. */
  take(): Uint8Array;
}

/**
 * Passes on the chosen fields of every record, by their places; the header is left out. `push` and `end` throw
 * `badInput` with the line for a record that has another number of fields than the first.
 */
export function createCopyText(format: CsvFormat, chosen: readonly number[]): CopyText {
  const nullBytes = bytesOf(format);
  let out = new Uint8Array(256 * 1024);
  let length = 0;
  let fieldCount: number | undefined;
  let skipsHeader = format.header;

  function makeRoom(more: number) {
    if (length + more <= out.length) return;
    const larger = new Uint8Array(2 * (length + more));
    larger.set(out.subarray(0, length));
    out = larger;
  }

  function add(record: CsvRecord) {
    fieldCount ??= record.ends.length;
    if (record.ends.length !== fieldCount) throw unevenRecord(record, fieldCount);
    if (skipsHeader) {
      skipsHeader = false;
      return;
    }
    makeRoom(2 * record.bytes.length + 3 * chosen.length + 1);
    for (const [at, field] of chosen.entries()) {
      if (at > 0) out[length++] = 9;
      addField(record, field);
    }
    out[length++] = 10;
  }

  function addField({ bytes, ends, quoted }: CsvRecord, field: number) {
    const start = field === 0 ? 0 : (ends[field - 1] ?? 0);
    const end = ends[field] ?? start;
    const canBeNull = format.quotedNull || !quoted[field];
    if (canBeNull && isSame(bytes, start, end, nullBytes)) {
      out[length++] = backslash;
      out[length++] = 78;
      return;
    }
    for (let at = start; at < end; at++) {
      const byte = bytes[at] ?? 0;
      const letter = byte <= backslash ? escapes[byte] : undefined;
      if (letter === undefined) {
        out[length++] = byte;
      } else {
        out[length++] = backslash;
        out[length++] = letter;
      }
    }
  }

  const reader = createCsvReader(format, add);
  return {
    push: reader.push,
    end: reader.end,
    take() {
      const taken = out.slice(0, length);
      length = 0;
      return taken;
    },
  };
}

export function unevenRecord({ line, ends }: CsvRecord, fieldCount: number): Failure {
  return new Failure(
    'badInput',
    message(
      'Line {0} has another number of fields than the first: {1}, not {2}.',
      String(line),
      String(ends.length),
      String(fieldCount),
    ),
    { line },
  );
}

/** The text that is NULL, as the file would hold it; what the encoding cannot say is in no file of it. */
function bytesOf({ nullText, encoding }: CsvFormat): Uint8Array {
  if (readEncoding(encoding) === 'utf8') return new TextEncoder().encode(nullText);
  return Uint8Array.from(nullText, (character) => character.codePointAt(0) ?? 0);
}

function isSame(bytes: Uint8Array, start: number, end: number, wanted: Uint8Array): boolean {
  if (end - start !== wanted.length) return false;
  for (let at = 0; at < wanted.length; at++) if (bytes[start + at] !== wanted[at]) return false;
  return true;
}
