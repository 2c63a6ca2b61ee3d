/** What files of comma-separated values are written in; Windows-1252 holds all that Latin-1 prints. */
export const csvEncodings = ['utf8', 'windows1252', 'utf16le', 'utf16be'] as const;
export type CsvEncoding = (typeof csvEncodings)[number];

export const csvDelimiters = [',', ';', '\t', '|'] as const;
export type CsvDelimiter = (typeof csvDelimiters)[number];

export const csvQuotes = ['"', "'"] as const;
export type CsvQuote = (typeof csvQuotes)[number];

/** How a file is read. */
export interface CsvFormat {
  readonly encoding: CsvEncoding;
  readonly delimiter: CsvDelimiter;
  readonly quote: CsvQuote;
  /** Whether the first record names the fields. */
  readonly header: boolean;
  /** The field that is NULL. */
  readonly nullText: string;
  /** Whether it is NULL in quotes too. */
  readonly quotedNull: boolean;
}

/** How the lines of a file end. */
export type LineEnds = 'LF' | 'CRLF' | 'CR' | 'mixed';

/** The label of each encoding that `TextDecoder` knows (https://encoding.spec.whatwg.org). */
export const decoderLabels: Readonly<Record<CsvEncoding, string>> = {
  utf8: 'utf-8',
  windows1252: 'windows-1252',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
};

/** What Postgres calls each; UTF-16 it does not know, so such a file is decoded before it is sent. */
export const serverEncodings: Readonly<Record<CsvEncoding, string>> = {
  utf8: 'UTF8',
  windows1252: 'WIN1252',
  utf16le: 'UTF8',
  utf16be: 'UTF8',
};

export function isUtf16(encoding: CsvEncoding): boolean {
  return encoding === 'utf16le' || encoding === 'utf16be';
}

/** The encoding of the bytes that the reader sees. */
export function readEncoding(encoding: CsvEncoding): 'utf8' | 'windows1252' {
  return encoding === 'windows1252' ? encoding : 'utf8';
}
