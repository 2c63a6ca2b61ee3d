import {
  type CsvEncoding,
  type CsvFormat,
  csvDelimiters,
  csvQuotes,
  decoderLabels,
  isUtf16,
  type LineEnds,
  readEncoding,
} from './format';
import { createCsvReader, fieldBytes } from './reader';

/** The first bytes of a file. */
export interface Sample {
  readonly bytes: Uint8Array;
  /** Whether they are the whole file. */
  readonly isWhole: boolean;
}

/** A record as texts, `null` where it is NULL. */
export interface TextRecord {
  readonly line: number;
  readonly cells: readonly (string | null)[];
}

/** What no text tells. */
const plain = { header: false, nullText: '', quotedNull: false };

/** Records that are enough to tell one format from another. */
const enough = 50;

/** The bytes of a mark that names the encoding, before the text (https://www.unicode.org/faq/utf_bom.html). */
const marks: readonly (readonly [CsvEncoding, readonly number[]])[] = [
  ['utf8', [0xef, 0xbb, 0xbf]],
  ['utf16le', [0xff, 0xfe]],
  ['utf16be', [0xfe, 0xff]],
];

/** How many bytes of the file come before its text. */
export function markLength(bytes: Uint8Array, encoding: CsvEncoding): number {
  const mark = marks.find(([of]) => of === encoding)?.[1] ?? [];
  return mark.every((byte, at) => bytes[at] === byte) ? mark.length : 0;
}

export function detectEncoding({ bytes, isWhole }: Sample): CsvEncoding {
  const marked = marks.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte));
  if (marked) return marked[0];
  // Text has no zero bytes, except in every second place of UTF-16.
  const zeros = [0, 1].map((from) => bytes.filter((byte, at) => at % 2 === from && byte === 0));
  const [even = 0, odd = 0] = zeros.map(({ length }) => length);
  if (Math.max(even, odd) > bytes.length / 8) return even > odd ? 'utf16be' : 'utf16le';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isWhole });
    return 'utf8';
  } catch {
    return 'windows1252';
  }
}

/** How the file is most likely written; `names` are the columns that it may be for. */
export function detectCsv(sample: Sample, names: readonly string[]): CsvFormat {
  const encoding = detectEncoding(sample);
  let best: { readonly format: CsvFormat; readonly score: number } | undefined;
  for (const quote of csvQuotes) {
    for (const delimiter of csvDelimiters) {
      const format = { ...plain, encoding, delimiter, quote };
      const score = scoreOf(sample, format);
      if (score > (best?.score ?? -1)) best = { format, score };
    }
  }
  const format = best?.format ?? { ...plain, encoding, delimiter: ',', quote: '"' };
  return { ...format, header: isHeader(recordsOf(sample, format, enough), names) };
}

/** More fields are better where nearly all records have as many; one field is what is left when nothing else fits. */
function scoreOf(sample: Sample, format: CsvFormat): number {
  const records = recordsOf(sample, format, enough);
  const fields = records[0]?.cells.length ?? 0;
  const even = records.filter(({ cells }) => cells.length === fields).length / records.length;
  const score = fields > 1 ? even * even * (1 - 1 / fields) : 0.06 * fields;
  if (format.quote === '"') return score;
  return even === 1 && wrapsFields(sample, format) ? score + 0.01 : -1;
}

/** A single quote is an apostrophe, unless it opens the text and double quotes are not there at all. */
function wrapsFields({ bytes }: Sample, { delimiter, quote }: CsvFormat): boolean {
  const text = new TextDecoder('windows-1252').decode(bytes).replaceAll('\0', '');
  const wrapped = text.split(/[\r\n]/).filter((line) => {
    const last = line.at(-1);
    return line.length > 1 && line.includes(quote) && (line[0] === quote || last === quote);
  });
  const touches = text.includes(quote + delimiter) || text.includes(delimiter + quote);
  return !text.includes('"') && wrapped.length > 0 && touches;
}

/**
 * Names that the table has, or else texts above numbers. A first record that could be either is data: nothing of it is
 * lost, and the preview shows it.
 */
function isHeader(records: readonly TextRecord[], names: readonly string[]): boolean {
  const [first, ...rows] = records;
  if (!first) return false;
  const known = new Set(names.map(nameKey));
  if (first.cells.some((cell) => cell !== null && known.has(nameKey(cell)))) return true;
  const isValue = (cell: string | null) => cell === null || /^\s*$|^[-+\d.,:/TZ\s]+$/.test(cell);
  if (first.cells.some(isValue) || new Set(first.cells).size < first.cells.length) return false;
  return rows.some(({ cells }) => cells.some((cell) => cell !== null && /^[-+\d.,]+$/.test(cell)));
}

/** `First Name`, `first_name` and `firstName` are one name. */
export function nameKey(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '');
}

/** The first records, decoded. One that the sample cuts off is left out, unless it is the only one. */
export function recordsOf(sample: Sample, format: CsvFormat, count: number): readonly TextRecord[] {
  const records: TextRecord[] = [];
  const decoder = new TextDecoder(decoderLabels[readEncoding(format.encoding)], {
    ignoreBOM: true,
  });
  const reader = createCsvReader(format, (record) => {
    if (records.length >= count) return;
    const cells = record.ends.map((_, field) => {
      const text = decoder.decode(fieldBytes(record, field));
      const canBeNull = format.quotedNull || !record.quoted[field];
      return canBeNull && text === format.nullText ? null : text;
    });
    records.push({ line: record.line, cells });
  });
  reader.push(textBytes(sample, format.encoding));
  if (sample.isWhole || records.length === 0) {
    try {
      reader.end();
    } catch {
      // The import itself says which quote is open; the preview shows what comes before it.
    }
  }
  return records;
}

function textBytes({ bytes }: Sample, encoding: CsvEncoding): Uint8Array {
  const text = bytes.subarray(markLength(bytes, encoding));
  if (!isUtf16(encoding)) return text;
  const decoder = new TextDecoder(decoderLabels[encoding]);
  return new TextEncoder().encode(decoder.decode(text, { stream: true }));
}

/** How the records of the sample end, quoted line breaks aside. */
export function lineEndsOf(sample: Sample, format: CsvFormat): LineEnds {
  const text = textBytes(sample, format.encoding);
  const quote = format.quote.charCodeAt(0);
  const found = new Set<LineEnds>();
  let isOpen = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === quote) isOpen = !isOpen;
    if (isOpen) continue;
    // What stands at the cut may be half of a line end.
    if (text[at] === 13 && (at + 1 < text.length || sample.isWhole)) {
      found.add(text[at + 1] === 10 ? 'CRLF' : 'CR');
    }
    if (text[at] === 10 && text[at - 1] !== 13) found.add('LF');
  }
  const [only] = found;
  return found.size > 1 ? 'mixed' : (only ?? 'LF');
}
