import { Failure, message } from '../errors';
import type { CsvFormat } from './format';

/** One record. It is the reader's own: what is to stay is copied before the next one comes. */
export interface CsvRecord {
  /** Its first and its last line in the file, from 1. */
  readonly line: number;
  readonly lastLine: number;
  /** Its fields one after another, without their quotes. */
  readonly bytes: Uint8Array;
  /** Where each field ends in `bytes`. */
  readonly ends: readonly number[];
  /** Whether a field had quotes, in which NULL is mostly a text. */
  readonly quoted: readonly boolean[];
  /** What stands between quotes, which Postgres counts as lines too. */
  readonly lineFeeds: number;
  readonly returns: number;
}

export interface CsvReader {
  push(bytes: Uint8Array): void;
  /** Throws `badInput` where a quote is still open. */
  end(): void;
}

const lineFeed = 10;
const carriageReturn = 13;

/**
 * Reads records from pieces of any length, in an encoding whose first half is ASCII. The rules are those of Postgres'
 * COPY in CSV mode (https://www.postgresql.org/docs/current/sql-copy.html), which are RFC 4180 and quotes in the
 * middle of a field; an empty line is a record of one empty field.
 */
export function createCsvReader(
  { delimiter, quote }: Pick<CsvFormat, 'delimiter' | 'quote'>,
  onRecord: (record: CsvRecord) => void,
): CsvReader {
  const delimiterByte = delimiter.charCodeAt(0);
  const quoteByte = quote.charCodeAt(0);
  let bytes = new Uint8Array(64 * 1024);
  let length = 0;
  let ends: number[] = [];
  let quoted: boolean[] = [];
  let hasQuotes = false;
  let isOpen = false;
  /** After a quote inside of quotes: it ends them, unless another one follows. */
  let isClosing = false;
  let isStarted = false;
  let previous = 0;
  let line = 1;
  let firstLine = 1;
  let lineFeeds = 0;
  let returns = 0;

  function endField() {
    ends.push(length);
    quoted.push(hasQuotes);
    hasQuotes = false;
  }

  function endRecord() {
    endField();
    onRecord({
      line: firstLine,
      lastLine: line,
      bytes: bytes.subarray(0, length),
      ends,
      quoted,
      lineFeeds,
      returns,
    });
    ends = [];
    quoted = [];
    length = 0;
    lineFeeds = 0;
    returns = 0;
    isStarted = false;
  }

  function makeRoom(more: number) {
    if (length + more <= bytes.length) return;
    const larger = new Uint8Array(2 * (length + more));
    larger.set(bytes.subarray(0, length));
    bytes = larger;
  }

  /** Inside of quotes a line goes on with the next one. */
  function countLine(byte: number) {
    if (byte === lineFeed) {
      lineFeeds++;
      if (previous !== carriageReturn) line++;
    } else {
      returns++;
      line++;
    }
  }

  function take(byte: number) {
    if (isClosing) {
      isClosing = false;
      if (byte === quoteByte) {
        bytes[length++] = byte;
        return;
      }
      isOpen = false;
    } else if (isOpen) {
      if (byte === quoteByte) {
        isClosing = true;
        return;
      }
      bytes[length++] = byte;
      if (byte === lineFeed || byte === carriageReturn) countLine(byte);
      return;
    }
    if (byte === quoteByte) {
      hasQuotes = true;
      isOpen = true;
    } else if (byte === delimiterByte) {
      endField();
    } else if (byte === lineFeed || byte === carriageReturn) {
      endRecord();
      line++;
    } else {
      bytes[length++] = byte;
    }
  }

  return {
    push(piece) {
      makeRoom(piece.length);
      for (let at = 0; at < piece.length; at++) {
        const byte = piece[at] ?? 0;
        // The second half of a line end.
        const ends = byte === lineFeed && previous === carriageReturn && !isStarted;
        if (!ends) {
          if (!isStarted) {
            isStarted = true;
            firstLine = line;
          }
          take(byte);
        }
        previous = byte;
      }
    },

    end() {
      if (isOpen && !isClosing) {
        throw new Failure(
          'badInput',
          message('The quote that opens in line {0} is never closed.', String(firstLine)),
          { line: firstLine },
        );
      }
      if (isStarted) endRecord();
    },
  };
}

/** The bytes of one field. */
export function fieldBytes({ bytes, ends }: CsvRecord, field: number): Uint8Array {
  return bytes.subarray(field === 0 ? 0 : ends[field - 1], ends[field]);
}
