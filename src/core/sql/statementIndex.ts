import { createPieces, type PieceColumns } from './pieces';
import { beginning, type PieceKind, type Standing, scan } from './scan';
import { endOfComment, endOfLine, isBlank, type Reading } from './tokens';

/** One statement of a text: offsets count UTF-16 units, the final semicolon is not part of it. */
export interface Statement {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What the cursor is in. */
export type Found =
  | { readonly kind: 'statement'; readonly statement: Statement }
  /** A psql meta-command, `\d users`, which only psql knows. */
  | { readonly kind: 'meta'; readonly statement: Statement }
  /** A line of the data of a `COPY … FROM stdin`. */
  | { readonly kind: 'data' }
  | { readonly kind: 'nothing' };

/** A change of the text: `length` units at `offset` were replaced. */
export interface Edit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** The SQL that a document holds. */
export interface SqlText {
  at(offset: number): Found;
  /** All statements, in order, without the empty ones. */
  statements(): readonly Statement[];
  /** What only psql knows, in order. */
  metaCommands(): readonly Statement[];
}

/** The statements of a text that is being edited: after an edit only what it changed is read again. */
export interface StatementIndex extends SqlText {
  readonly text: string;
  edit(edit: Edit): void;
}

export interface IndexOptions extends Partial<Reading> {
  /** Units between places at which the reading can begin again. */
  readonly stride?: number;
}

/** A standing, and how many pieces ended before it. */
interface Mark {
  readonly standing: Standing;
  readonly pieces: number;
}

/** What an edit left unread: marks at which the reading may stop, where they are now, and the pieces as they were. */
interface Rest {
  readonly marks: readonly Mark[];
  readonly pieces: PieceColumns;
  readonly open: readonly number[];
  readonly delta: number;
}

export function createStatementIndex(
  initial: string,
  { backslashes = false, stride = 16_384 }: IndexOptions = {},
): StatementIndex {
  const reading: Reading = { backslashes };
  let text = initial;
  const pieces = createPieces();
  const marks: Mark[] = [{ standing: beginning, pieces: 0 }];
  /** The semicolons behind statements whose meaning depends on the end of the text: an edit behind them may change it. */
  let open: number[] = [];

  /** Reads from a standing on, until what an edit left unread goes on as it did. */
  function read(from: Standing, rest?: Rest) {
    const old = rest?.marks ?? [];
    let nextOld = 0;
    let lastMark = from.offset;
    let met: Mark | undefined;
    const oldOffset = () => old[nextOld]?.standing.offset ?? Number.POSITIVE_INFINITY;
    scan(
      text,
      from,
      reading,
      {
        piece: pieces.push,
        openEnded: () => {
          open.push(pieces.end(pieces.count - 1));
        },
        pause(standing) {
          while (oldOffset() < standing.offset) nextOld++;
          const candidate = old[nextOld];
          if (candidate && same(candidate.standing, standing)) {
            met = candidate;
            return true;
          }
          if (standing.offset >= lastMark + stride) {
            lastMark = standing.offset;
            marks.push({ standing, pieces: pieces.count });
          }
          return false;
        },
      },
      () => Math.min(lastMark + stride, oldOffset()),
    );
    if (!met || !rest) return;
    const { pieces: known } = met;
    const shift = pieces.count - known;
    for (const mark of old.slice(nextOld)) marks.push({ ...mark, pieces: mark.pieces + shift });
    pieces.append(rest.pieces, known, rest.delta);
    const { offset } = met.standing;
    open.push(...rest.open.map((end) => end + rest.delta).filter((end) => end >= offset));
  }

  /** Without blanks and comments before the first word and blanks behind the last. */
  function trimmed(index: number): Statement | undefined {
    const end = pieces.end(index);
    const start = skipBlanks(text, pieces.start(index), end);
    if (start >= end) return undefined;
    const statement = text.slice(start, end).trimEnd();
    return { text: statement, start, end: start + statement.length };
  }

  read(beginning);

  return {
    get text() {
      return text;
    },

    edit({ offset, length, text: inserted }) {
      const delta = inserted.length - length;
      text = text.slice(0, offset) + inserted + text.slice(offset + length);
      const limit = Math.min(offset, ...open);
      let keep = marks.length - 1;
      while (keep > 0 && (marks[keep]?.standing.offset ?? 0) >= limit) keep--;
      const from = marks[keep] ?? { standing: beginning, pieces: 0 };
      const behind = marks
        .splice(keep + 1)
        .filter(({ standing }) => standing.offset > offset + length)
        .map((mark) => ({
          ...mark,
          standing: { ...mark.standing, offset: mark.standing.offset + delta },
        }));
      const wasOpen = open;
      open = [];
      read(from.standing, {
        marks: behind,
        pieces: pieces.cut(from.pieces),
        open: wasOpen,
        delta,
      });
    },

    at: find,

    statements: () => allOf('sql'),
    metaCommands: () => allOf('meta'),
  };

  function allOf(kind: PieceKind): readonly Statement[] {
    return Array.from({ length: pieces.count }, (_, index) => index).flatMap((index) =>
      pieces.kind(index) === kind ? (trimmed(index) ?? []) : [],
    );
  }

  function find(offset: number): Found {
    let index = pieces.reaching(offset);
    while (pieces.next(index) === offset && !trimmed(index) && index + 1 < pieces.count) index++;
    const here = trimmed(index);
    const kind = pieces.kind(index);
    if (here && here.start <= offset && kind !== 'data') {
      const behind = text.slice(here.end, Math.min(offset, pieces.end(index)));
      if (!isNewLineIn(behind)) return { kind: named(kind), statement: here };
    }
    const before = lastBefore(offset, index);
    if (before && !isNewLineIn(text.slice(before.statement.end, offset))) return before;
    if (kind === 'data' && here) return { kind: 'data' };
    if (here && offset < here.start && !isOnBlankLine(offset)) {
      return { kind: named(kind), statement: here };
    }
    const nothingFollows = skipBlanks(text, offset, text.length) >= text.length;
    return before && nothingFollows ? before : { kind: 'nothing' };
  }

  /** The nearest statement that ends before the offset; none behind lines of data. */
  function lastBefore(offset: number, from: number) {
    for (let index = Math.min(from, pieces.count - 1); index >= 0; index--) {
      const statement = trimmed(index);
      if (!statement || statement.end > offset) continue;
      const kind = pieces.kind(index);
      return kind === 'data' ? undefined : { kind: named(kind), statement };
    }
    return undefined;
  }

  function isOnBlankLine(offset: number): boolean {
    const start = text.lastIndexOf('\n', offset - 1) + 1;
    return text.slice(start, endOfLine(text, offset)).trim() === '';
  }
}

function isNewLineIn(text: string): boolean {
  return /[\n\r]/.test(text);
}

function named(kind: PieceKind): 'statement' | 'meta' {
  return kind === 'meta' ? 'meta' : 'statement';
}

function same(one: Standing, other: Standing): boolean {
  return (
    one.offset === other.offset &&
    one.depth === other.depth &&
    one.body === other.body &&
    one.begin === other.begin &&
    one.head === other.head
  );
}

/** Behind the blanks and comments. */
function skipBlanks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end) {
    if (isBlank(text.charCodeAt(at))) at++;
    else if (text.startsWith('--', at)) at = endOfLine(text, at);
    else if (text.startsWith('/*', at)) at = endOfComment(text, at);
    else break;
  }
  return Math.min(at, end);
}
