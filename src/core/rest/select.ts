import {
  aggregates,
  type Embed,
  type Name,
  type SelectedColumn,
  type SelectedCount,
  type SelectItem,
} from './ast';
import {
  attempt,
  type Cursor,
  deepest,
  miss,
  skipBlanks,
  spanFrom,
  take,
  takeWord,
} from './cursor';
import { type Report, readList } from './list';
import { readField, readIdentifier, readName } from './names';

/** The items of a `select` or of an embedded table: none where not even the first can begin, which means `*`. */
export function readItems(cursor: Cursor, report: Report): readonly SelectItem[] {
  return readList(cursor, report, (c) => readItem(c, report), 'any');
}

function readItem(cursor: Cursor, report: Report): SelectItem | undefined {
  const head =
    attempt(cursor, readSpreadHead) ??
    (goesOn(cursor, '(') ? attempt(cursor, readEmbedHead) : undefined);
  if (head) return readEmbed(cursor, report, head);
  skipBlanks(cursor);
  return attempt(cursor, readStar) ?? attempt(cursor, readCount) ?? readColumn(cursor);
}

/** Most columns are names alone: what needs more is tried only where it can be. */
function goesOn({ text, at }: Cursor, character: ':' | '('): boolean {
  return text.includes(character, at);
}

type EmbedHead = Omit<Embed, 'kind' | 'items' | 'inside' | 'end'>;

function readSpreadHead(cursor: Cursor): EmbedHead | undefined {
  skipBlanks(cursor);
  const start = cursor.at;
  if (!takeWord(cursor, '...', 'item')) return undefined;
  const relation = readName(cursor);
  return (
    relation &&
    withModifiers(cursor, {
      start: spanFrom(cursor, start).start,
      spread: true,
      alias: undefined,
      relation,
    })
  );
}

function readEmbedHead(cursor: Cursor): EmbedHead | undefined {
  skipBlanks(cursor);
  const alias = goesOn(cursor, ':') ? attempt(cursor, readAlias) : undefined;
  const relation = readName(cursor);
  if (!relation) return undefined;
  // PostgREST reserves the word for the aggregate.
  if (relation.name === 'count') return miss(cursor, 'end');
  return withModifiers(cursor, {
    start: (alias ?? relation).start,
    spread: false,
    alias,
    relation,
  });
}

/** The hint and the join in either order; of two of one kind the first counts. */
function withModifiers(cursor: Cursor, head: EmbedHead): EmbedHead | undefined {
  const modifiers: { hint?: Name; join?: 'inner' | 'left' } = {};
  for (let count = 0; count < 2 && takeWord(cursor, '!', 'close'); count++) {
    const join = (['left', 'inner'] as const).find((word) => takeWord(cursor, word, 'name'));
    const hint = join ? undefined : readName(cursor);
    if (join) modifiers.join ??= join;
    else if (hint) modifiers.hint ??= hint;
    else return undefined;
  }
  const opens = cursor.text[cursor.at] === '(' && cursor.depth < deepest;
  return opens ? { ...head, hint: modifiers.hint, join: modifiers.join } : miss(cursor, 'open');
}

function readEmbed(cursor: Cursor, report: Report, head: EmbedHead): Embed {
  take(cursor, 1);
  const inside = cursor.at;
  cursor.depth += 1;
  const items = readItems(cursor, report);
  cursor.depth -= 1;
  const end = cursor.at;
  if (!takeWord(cursor, ')', 'close')) report(cursor);
  return {
    ...head,
    kind: 'embed',
    items,
    inside: spanFrom(cursor, inside, end),
    end: spanFrom(cursor, inside).end,
  };
}

/** `alias:`, but not the first colon of a cast. */
function readAlias(cursor: Cursor): Name | undefined {
  const name = readName(cursor);
  if (!name || !takeWord(cursor, ':', 'end')) return undefined;
  return cursor.text[cursor.at] === ':' ? miss(cursor, 'name', cursor.at + 1) : name;
}

function readStar(cursor: Cursor): SelectItem | undefined {
  const start = cursor.at;
  if (!takeWord(cursor, '*', 'item') || !atEnd(cursor)) return undefined;
  return { ...spanFrom(cursor, start), kind: 'star' };
}

function readCount(cursor: Cursor): SelectedCount | undefined {
  const start = cursor.at;
  const alias = goesOn(cursor, ':') ? attempt(cursor, readAlias) : undefined;
  if (!takeWord(cursor, 'count()', 'item')) return undefined;
  const cast = readCast(cursor);
  if (cast === 'broken' || !atEnd(cursor)) return undefined;
  return {
    ...spanFrom(cursor, start),
    kind: 'count',
    alias,
    cast,
  };
}

function readColumn(cursor: Cursor): SelectedColumn | undefined {
  const start = cursor.at;
  const alias = goesOn(cursor, ':') ? attempt(cursor, readAlias) : undefined;
  const field = readField(cursor);
  if (!field) return undefined;
  const cast = readCast(cursor);
  if (cast === 'broken') return undefined;
  const call = takeWord(cursor, '.', 'end');
  const aggregate = call
    ? aggregates.find((name) => takeWord(cursor, name, 'aggregate'))
    : undefined;
  if (call && !(aggregate && takeWord(cursor, '()', 'call'))) return undefined;
  const aggregateCast = readCast(cursor);
  if (aggregateCast === 'broken' || !atEnd(cursor)) return undefined;
  return {
    ...spanFrom(cursor, start),
    kind: 'column',
    alias,
    field,
    cast,
    aggregate,
    aggregateCast,
  };
}

/** `::type`, if there is a colon. */
function readCast(cursor: Cursor): Name | 'broken' | undefined {
  if (takeWord(cursor, '::', 'end')) return readIdentifier(cursor, 'cast') ?? 'broken';
  if (cursor.text[cursor.at] !== ':') return undefined;
  cursor.failedAt = -1;
  miss(cursor, 'cast');
  return 'broken';
}

function atEnd(cursor: Cursor): boolean {
  const next = cursor.text[cursor.at];
  if (next === undefined || next === ',' || next === ')') return true;
  miss(cursor, 'close');
  return false;
}
