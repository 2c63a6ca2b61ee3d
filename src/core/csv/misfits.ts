import { type Message, message } from '../errors';
import type { Database, Frame, Notice } from '../ports';
import type { TextRecord } from './detect';
import type { TargetColumn } from './target';

/** A cell that its column does not take. */
export interface Misfit {
  /** Its places among the records and in its record. */
  readonly record: number;
  readonly field: number;
  readonly sentence: Message;
}

/** Finds what would be refused, with nothing written: `columns` by the place of the field. Throws a `Failure`. */
export async function findMisfits(
  database: Pick<Database, 'run'>,
  records: readonly TextRecord[],
  columns: readonly (TargetColumn | undefined)[],
  frame: Frame,
  signal: AbortSignal,
): Promise<readonly Misfit[]> {
  const places = records.flatMap(({ cells }, record) =>
    columns.flatMap((column, field) =>
      column ? [{ record, field, column, text: cells[field] ?? null }] : [],
    ),
  );
  const found: Misfit[] = places.flatMap(({ record, field, column, text }) => {
    const sentence = ownSentence(column, text);
    return sentence ? [{ record, field, sentence }] : [];
  });
  const asked = places.filter(({ column, text }) => !ownSentence(column, text) && text !== null);
  const cells = asked.map(({ text, column: { type, isJson } }, at) => ({ at, text, type, isJson }));
  const hear = ({ text }: Notice) => {
    if (!text.startsWith(mark)) return;
    const { at, sentence } = JSON.parse(text.slice(mark.length));
    const place = asked[at];
    if (place) found.push({ ...place, sentence: message('{0}', sentence) });
  };
  await database.run(
    checkEach,
    { columns: () => {}, rows: async () => 'more', notice: hear },
    signal,
    {
      frame: { ...frame, settings: [['powabase.cells', JSON.stringify(cells)], ...frame.settings] },
    },
  );
  return found.map(({ record, field, sentence }) => ({ record, field, sentence }));
}

function ownSentence({ name, takesNull }: TargetColumn, text: string | null): Message | undefined {
  if (text === null && !takesNull) return message('"{0}" takes no NULL.', name);
  // No setting and no text of Postgres can hold it.
  return text?.includes('\0') ? message('A text cannot hold the character 0.') : undefined;
}

const mark = 'powabase-misfit ';

/**
 * Reads each text with the input function of its type and modifier, as COPY does, which a cast would not: a cast cuts
 * what is too long. The text of JSON would only be quoted by that, so it is cast.
 */
const checkEach = `do $check$
declare
  cell record;
begin
  for cell in
    select * from json_to_recordset(current_setting('powabase.cells')::json)
      as c(at int, text text, type text, "isJson" boolean)
  loop
    begin
      if cell."isJson" then
        execute format('select $1::%s', cell.type) using cell.text;
      else
        execute format('select * from json_to_record($1) as r(v %s)', cell.type)
          using json_build_object('v', cell.text);
      end if;
    exception when others then
      raise info 'powabase-misfit %', json_build_object('at', cell.at, 'sentence', sqlerrm);
    end;
  end loop;
end $check$`;
