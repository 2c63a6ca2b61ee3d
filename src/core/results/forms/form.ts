import type { ResultColumn, Row } from '../../ports';

export interface FormOptions {
  /** Marks text that a spreadsheet would run as a formula. */
  readonly formulaGuard: boolean;
  /** The table that INSERT names, as SQL writes it. */
  readonly relation: string;
}

/** One text after another makes the whole: `head`, the rows with `between` between them, `tail`. */
export interface FormWriter {
  readonly head: string;
  /** Undefined where the row adds nothing. */
  row(row: Row): string | undefined;
  readonly between: string;
  readonly tail: string;
}

/** A form that rows are copied and exported in. Values stay as the server wrote them, NULL is not the empty text. */
export interface ResultForm {
  readonly id: string;
  /** What a list shows; names of languages and formats are not translated. */
  readonly label: string;
  /** Of the file that it makes; absent where it is for copies only. */
  readonly extension?: string;
  writer(columns: readonly ResultColumn[], options: FormOptions): FormWriter;
}

/** The whole text at once. */
export function render(writer: FormWriter, rows: readonly Row[]): string {
  const texts = rows.map(writer.row).filter((text) => text !== undefined);
  return `${writer.head}${texts.join(writer.between)}${writer.tail}`;
}
