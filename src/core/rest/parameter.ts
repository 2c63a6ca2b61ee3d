import type { Broken, Condition, Name, Parameter } from './ast';
import { readCondition } from './condition';
import { type Cursor, cursorOn, expectations, spanFrom, takeWord } from './cursor';
import type { Decoded } from './decode';
import { columnOf, type Issue, type Stage } from './issue';
import { type Report, readList } from './list';
import { readNode } from './logic';
import { readJsonPath, readName } from './names';
import { readTerms } from './order';
import { readItems } from './select';
import type { Span } from './span';

/** What the reading of a query depends on. */
export interface Mode {
  /** The server knows `is.not_null`. */
  readonly isNotNull: boolean;
  /** A function is called by GET: what is no filter is an argument. */
  readonly calls: boolean;
}

/** One part of a query, decoded. */
export interface Pair {
  readonly span: Span;
  readonly written: string;
  readonly separator: string | undefined;
  readonly key: Decoded;
  /** Undefined without `=`. */
  readonly value: Decoded | undefined;
}

type Common = Pick<
  Parameter,
  'written' | 'separator' | 'isUtf8' | 'key' | 'value' | 'start' | 'end' | 'ignored'
>;

/** Reads one parameter. `seen` holds the keys that count only once. */
export function readParameter(
  pair: Pair,
  mode: Mode,
  seen: Set<string>,
  issues: Issue[],
): Parameter {
  const key = pair.key.text;
  const once = key === 'select' || key === 'columns' || key === 'on_conflict';
  const repeated = once && seen.has(key);
  if (once) seen.add(key);
  const common = commonOf(pair);
  if (pair.value === undefined || repeated) return { ...common, kind: 'ignored' };
  const context: Context = { key: pair.key, value: pair.value, common, mode, issues };
  if (key === 'select') return readSelect(context);
  if (key === 'columns') return readNames(context, 'columns', 'columns');
  if (key === 'on_conflict') return readNames(context, 'on_conflict', 'onConflict');
  switch (key.slice(key.lastIndexOf('.') + 1)) {
    case 'order':
      return readOrder(context);
    case 'and':
    case 'or':
      return readLogic(context);
    case 'limit':
      return readCount(context, 'limit');
    case 'offset':
      return readCount(context, 'offset');
    default:
      return readFilter(context);
  }
}

interface Context {
  readonly key: Decoded;
  readonly value: Decoded;
  readonly common: Common;
  readonly mode: Mode;
  readonly issues: Issue[];
}

function commonOf({ span, written, separator, key, value }: Pair): Common {
  const keySpan = key.span(0, key.text.length);
  return {
    start: span.start,
    end: span.end,
    written,
    separator,
    isUtf8: key.isUtf8 && value?.isUtf8 !== false,
    key: keySpan,
    value: value ? value.span(0, value.text.length) : { start: keySpan.end, end: keySpan.end },
  };
}

/** Each parameter has one column that the server names, the first; later ones are ours alone. */
function reporter(issues: Issue[], stage: Stage): Report {
  return (cursor) => {
    const at = cursor.failedAt;
    const next = [...cursor.text.slice(at, at + 2)][0]?.length ?? 0;
    issues.push({
      stage,
      sentence: expectations[cursor.expected],
      column: columnOf(cursor, at),
      ...spanFrom(cursor, at, at + next),
    });
  };
}

/** What the server leaves unread behind the last thing that it understood. */
function rest(cursor: Cursor): Span | undefined {
  const { at, text } = cursor;
  return at < text.length ? spanFrom(cursor, at, text.length) : undefined;
}

function broken(decoded: Decoded): Broken {
  return { kind: 'broken', ...decoded.span(0, decoded.text.length) };
}

function readSelect({ value, common, issues }: Context): Parameter {
  const cursor = cursorOn(value);
  const items = readItems(cursor, reporter(issues, 'select'));
  return { ...common, kind: 'select', items, ignored: rest(cursor) };
}

function readNames(
  { value, common, issues }: Context,
  kind: 'columns' | 'on_conflict',
  stage: Stage,
): Parameter {
  const cursor = cursorOn(value);
  const names = readList(cursor, reporter(issues, stage), readName, 'some');
  return { ...common, kind, names, ignored: rest(cursor) };
}

function readOrder({ key, value, common, issues }: Context): Parameter {
  const { embed } = readTreePath(key, reporter(issues, 'order'));
  const cursor = cursorOn(value);
  const terms = readTerms(cursor, reporter(issues, 'order'));
  return { ...common, kind: 'order', embed, terms, ignored: rest(cursor) };
}

function readCount({ key, value, common, issues }: Context, kind: 'limit' | 'offset'): Parameter {
  const { embed } = readTreePath(key, reporter(issues, 'range'));
  const written = /^\s*(-?)\s*(\d+|0x[\da-f]+|0o[0-7]+)\s*$/i.exec(value.text);
  const count = written ? Number(written[2]) * (written[1] ? -1 : 1) : undefined;
  return { ...common, kind, embed, count };
}

function readFilter({ key, value, common, mode, issues }: Context): Parameter {
  const report = reporter(issues, 'filter');
  const { embed, last, path } = readTreePath(key, report);
  const cursor = cursorOn(value);
  const condition = readCondition(cursor, 'top', mode.isNotNull);
  if (!condition && mode.calls && cursor.at === 0) {
    return { ...common, kind: 'argument', name: last ?? broken(key), text: value.text };
  }
  if (!condition) report(cursor);
  const field = last
    ? {
        kind: 'field' as const,
        name: last,
        path,
        start: last.start,
        end: path.at(-1)?.end ?? last.end,
      }
    : broken(key);
  const read: Condition | Broken = condition ?? broken(value);
  return {
    ...common,
    kind: 'filter',
    embed,
    field,
    condition: read,
    ignored: condition && rest(cursor),
  };
}

/** The server reads the group's name and its brackets as one text, so its column counts both. */
function readLogic({ key, value, common, mode, issues }: Context): Parameter {
  const report = reporter(issues, 'logic');
  const names = readDotted(key, report);
  const last = names.at(-1)?.name ?? '';
  const before = names.slice(0, -1);
  const negated = names.some(({ name }) => name === 'not');
  const word = negated ? `not.${last}` : last;
  const cursor = cursorOn(prefixed(word, key, value));
  const node = names.length === 0 ? undefined : readNode(cursor, report, mode.isNotNull);
  if (!node && names.length > 0) report(cursor);
  // `or=id.eq.1` without brackets is read as a filter on a column orid, which nobody means.
  const group = node?.kind === 'group' ? node : undefined;
  const embed = before.filter(({ name }) => name !== 'not');
  return {
    ...common,
    kind: 'logic',
    embed,
    group: group ?? broken(value),
    ignored: group && rest(cursor),
  };
}

function prefixed(word: string, key: Decoded, value: Decoded): Decoded {
  return {
    text: word + value.text,
    isUtf8: value.isUtf8,
    span: (start, end) =>
      end <= word.length
        ? key.span(0, key.text.length)
        : value.span(Math.max(0, start - word.length), end - word.length),
  };
}

/** `embed.embed.column->path`; what stands behind is not looked at. */
function readTreePath(key: Decoded, report: Report) {
  const cursor = cursorOn(key);
  const names = dotted(cursor, report);
  const path = names.length > 0 ? readJsonPath(cursor) : [];
  if (!path) report(cursor);
  return { embed: names.slice(0, -1), last: names.at(-1), path: path ?? [] };
}

function readDotted(key: Decoded, report: Report): readonly Name[] {
  return dotted(cursorOn(key), report);
}

/** Names with dots between; none where one of them cannot be read. */
function dotted(cursor: Cursor, report: Report): readonly Name[] {
  const names: Name[] = [];
  do {
    const name = readName(cursor);
    if (!name) {
      report(cursor);
      return [];
    }
    names.push(name);
  } while (takeWord(cursor, '.', 'end'));
  return names;
}
