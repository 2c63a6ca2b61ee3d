import type { Message } from '../../errors';
import type { Column } from '../../model';
import type { ParsedRequest } from '../parse';
import { name as spellName } from '../print';
import type { RestCatalog, RestTable } from '../restCatalog';
import type { Scope } from '../scope';
import type { Span } from '../span';
import type { FeatureId } from '../versions';

export type CompletionKind =
  | 'method'
  | 'table'
  | 'function'
  | 'column'
  | 'argument'
  | 'embed'
  | 'operator'
  | 'value'
  | 'keyword'
  | 'type'
  | 'header';

/** Something that may stand at a place. Those that fit best come first. */
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** Replaces `span`. */
  readonly insert: string;
  readonly span: Span;
  /** A type, or where it leads; not for translation. */
  readonly detail?: string;
  /** What somebody wrote about it in the database. */
  readonly comment?: string;
  readonly meaning?: Message;
  /** More is asked for right behind it, as behind `eq.`. */
  readonly goesOn?: boolean;
}

/** What a completion may look at. */
export interface Place {
  readonly text: string;
  readonly offset: number;
  readonly request: ParsedRequest;
  readonly scope: Scope;
  readonly catalog: RestCatalog | undefined;
  readonly lacks: (feature: FeatureId) => boolean;
}

/** From `start` over the rest of the word behind the cursor. */
export function wordFrom({ text, offset }: Place, start: number): Span {
  const [rest = ''] = /^[\p{L}\d_$]*/u.exec(text.slice(offset, offset + 200)) ?? [];
  return { start, end: offset + rest.length };
}

/** A name as it stands in a query. */
export function spelled(name: string): string {
  return spellName({ name, quoted: false }).replace(/[%&;+#=\s]/g, encodeURIComponent);
}

export function columnCompletions(
  table: RestTable | undefined,
  span: Span,
  behind = '',
): readonly Completion[] {
  const columns = (table?.columns ?? []).map((column) => ({
    label: column.name,
    kind: 'column' as const,
    insert: spelled(column.name) + behind,
    span,
    detail: describe(column),
    ...(column.comment ? { comment: column.comment } : {}),
    ...(behind === '' ? {} : { goesOn: true }),
  }));
  const computed = (table?.computed ?? []).map((name) => ({
    label: name,
    kind: 'function' as const,
    insert: spelled(name) + behind,
    span,
  }));
  return [...columns, ...computed];
}

function describe({ type, primaryKey, references }: Column): string {
  return [type, ...(primaryKey ? ['PK'] : []), ...(references ? [`→ ${references}`] : [])].join(
    ' ',
  );
}
