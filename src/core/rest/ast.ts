import type { Span } from './span';

// What a PostgREST request says. Every span counts UTF-16 units of the text as it was written, through
// percent-encoding: the span of `é` in `%C3%A9` is six long. A broken piece is kept as `broken`; what
// stands around it is read all the same.

export interface Name extends Span {
  readonly name: string;
  readonly quoted: boolean;
}

/** `->key` or `->>0`. */
export interface JsonStep extends Span {
  readonly arrow: '->' | '->>';
  readonly key: string;
  /** A whole number, which may be negative: an element of an array. */
  readonly isIndex: boolean;
}

/** A column and perhaps a path into its JSON. */
export interface Field extends Span {
  readonly kind: 'field';
  readonly name: Name;
  readonly path: readonly JsonStep[];
}

export interface Broken extends Span {
  readonly kind: 'broken';
}

export interface Item extends Span {
  readonly text: string;
  readonly quoted: boolean;
}

export const isValues = ['null', 'not_null', 'true', 'false', 'unknown'] as const;
export type IsValue = (typeof isValues)[number];

/** What stands behind an operator. */
export type Operand =
  | (Item & { readonly kind: 'text' })
  | (Span & { readonly kind: 'list'; readonly items: readonly Item[] })
  | (Span & { readonly kind: 'is'; readonly value: IsValue });

/** `[not.]operator[(modifier)].operand`. */
export interface Condition extends Span {
  readonly kind: 'condition';
  readonly negated: boolean;
  /** Its span leaves the modifier out. */
  readonly operator: Name;
  readonly quantifier?: 'any' | 'all' | undefined;
  /** The text search configuration of `fts(english)`. */
  readonly config?: Name | undefined;
  readonly operand: Operand;
}

export interface LogicFilter extends Span {
  readonly kind: 'filter';
  readonly field: Field;
  readonly condition: Condition;
}

export interface LogicGroup extends Span {
  readonly kind: 'group';
  readonly negated: boolean;
  readonly operator: 'and' | 'or';
  readonly children: readonly LogicNode[];
  /** From behind the opening bracket to before the closing one. */
  readonly inside: Span;
}

export type LogicNode = LogicFilter | LogicGroup | Broken;

export const aggregates = ['sum', 'avg', 'count', 'max', 'min'] as const;
export type Aggregate = (typeof aggregates)[number];

/** A column with what is done to it, in the order `alias:field::cast.aggregate()::aggregateCast`. */
export interface SelectedColumn extends Span {
  readonly kind: 'column';
  readonly alias?: Name | undefined;
  readonly field: Field;
  readonly cast?: Name | undefined;
  readonly aggregate?: Aggregate | undefined;
  readonly aggregateCast?: Name | undefined;
}

/** `count()` of the rows. */
export interface SelectedCount extends Span {
  readonly kind: 'count';
  readonly alias?: Name | undefined;
  readonly cast?: Name | undefined;
}

/** `alias:relation!hint!inner(items)`, or `...relation(items)`. */
export interface Embed extends Span {
  readonly kind: 'embed';
  readonly spread: boolean;
  readonly alias?: Name | undefined;
  readonly relation: Name;
  readonly hint?: Name | undefined;
  readonly join?: 'inner' | 'left' | undefined;
  readonly items: readonly SelectItem[];
  /** From behind the opening bracket to before the closing one. */
  readonly inside: Span;
}

export type SelectItem =
  | (Span & { readonly kind: 'star' })
  | SelectedColumn
  | SelectedCount
  | Embed
  | Broken;

export interface OrderTerm extends Span {
  readonly kind: 'term';
  /** The embedded resource whose column it is, in `relation(field)`. */
  readonly relation?: Name | undefined;
  readonly field: Field;
  readonly direction?: 'asc' | 'desc' | undefined;
  readonly nulls?: 'nullsfirst' | 'nullslast' | undefined;
}

interface Written extends Span {
  /** `key=value` as it stands in the text; without it the printer spells the parameter. */
  readonly written?: string | undefined;
  /** What stands before it where that is not one `?` or `&`. */
  readonly separator?: string | undefined;
  readonly key: Span;
  /** Empty where the key has no `=`. */
  readonly value: Span;
  /** False where what is percent-encoded are no characters. */
  readonly isUtf8?: boolean | undefined;
  /** What stands behind the last thing that the server reads; it passes it over without a word. */
  readonly ignored?: Span | undefined;
}

/** One part of the query between `?` and `&`. `embed` is the chain of embedded resources before the name. */
export type Parameter =
  | (Written & {
      readonly kind: 'filter';
      readonly embed: readonly Name[];
      readonly field: Field | Broken;
      readonly condition: Condition | Broken;
    })
  | (Written & {
      readonly kind: 'logic';
      readonly embed: readonly Name[];
      readonly group: LogicGroup | Broken;
    })
  | (Written & { readonly kind: 'select'; readonly items: readonly SelectItem[] })
  | (Written & {
      readonly kind: 'order';
      readonly embed: readonly Name[];
      readonly terms: readonly (OrderTerm | Broken)[];
    })
  | (Written & {
      readonly kind: 'limit' | 'offset';
      readonly embed: readonly Name[];
      /** Undefined where the server reads no number and ignores it. */
      readonly count: number | undefined;
    })
  | (Written & {
      readonly kind: 'columns' | 'on_conflict';
      readonly names: readonly (Name | Broken)[];
    })
  /** An argument of a function that is called by GET. */
  | (Written & { readonly kind: 'argument'; readonly name: Name | Broken; readonly text: string })
  /** What the server passes over: a key without `=`, or the second `select`. */
  | (Written & { readonly kind: 'ignored' });

export type Path =
  | (Span & { readonly kind: 'root' })
  | (Span & { readonly kind: 'table' | 'function'; readonly name: string })
  | (Span & { readonly kind: 'unknown' });

export interface Target extends Span {
  readonly path: Path;
  /** The path as it stands in the text, with the origin and prefix that it may have. */
  readonly writtenPath?: string | undefined;
  /** Separators behind the last parameter, which mean nothing. */
  readonly tail?: string | undefined;
  readonly parameters: readonly Parameter[];
}
