import type { A_Expr, ColumnRef, FuncCall, Node } from 'libpg-query';
import { nameOf, wordsOf } from '../../sql/names';
import type { Field, JsonStep } from '../ast';
import { fieldFor, nowhere } from './build';
import { type Reading, refuse } from './reading';
import type { Source } from './sources';

/** A column of one of the tables, perhaps with a path into its JSON. */
export interface Place {
  readonly source: Source;
  readonly field: Field;
}

/** The column that an expression is; undefined where it is something else. */
export function placeOf(
  reading: Reading,
  sources: readonly Source[],
  node: Node | undefined,
): Place | undefined {
  if (!node) return undefined;
  if ('ColumnRef' in node) return columnOf(reading, sources, node.ColumnRef);
  if ('FuncCall' in node) return computedOf(sources, node.FuncCall);
  if (!('A_Expr' in node) || node.A_Expr.kind !== 'AEXPR_OP') return undefined;
  const steps = stepsOf(node.A_Expr);
  const inner = steps && placeOf(reading, sources, node.A_Expr.lexpr);
  return (
    inner && { ...inner, field: fieldFor(inner.field.name.name, [...inner.field.path, ...steps]) }
  );
}

function columnOf(
  reading: Reading,
  sources: readonly Source[],
  { fields, location }: ColumnRef,
): Place {
  const words = wordsOf(fields);
  const { schema: qualifier, name } = nameOf(words);
  if (words.length < (fields?.length ?? 0)) {
    refuse(reading, location, 'A star can only be selected.');
  }
  const known = sources.filter(
    (source) => (qualifier === undefined || source.alias === qualifier) && has(source, name),
  );
  // A subquery's own tables hide those around it.
  const deepest = Math.max(...known.map(({ depth }) => depth));
  const [source, another] = known.filter(({ depth }) => depth === deepest);
  if (!source) {
    const tables = sources.map(({ table }) => table.name).join(', ');
    return refuse(reading, location, 'There is no column {0} in {1}.', words.join('.'), tables);
  }
  if (another) {
    refuse(reading, location, 'More than one table has a column {0}: write which one.', name);
  }
  return { source, field: fieldFor(name) };
}

function has({ table, isOpen }: Source, column: string): boolean {
  return (
    isOpen ||
    table.columns.some(({ name }) => name === column) ||
    table.computed.some((name) => name === column)
  );
}

/** `initials(customers)`, a function of one row, which PostgREST reads as a column of that table. */
function computedOf(
  sources: readonly Source[],
  { funcname, args = [] }: FuncCall,
): Place | undefined {
  const [only, another] = args;
  const { name } = nameOf(wordsOf(funcname));
  if (!only || another || !('ColumnRef' in only)) return undefined;
  const [row, column] = wordsOf(only.ColumnRef.fields);
  const source = sources.find(({ alias }) => alias === row);
  return source && column === undefined && source.table.computed.includes(name)
    ? { source, field: fieldFor(name) }
    : undefined;
}

function stepsOf({ name, rexpr }: A_Expr): readonly JsonStep[] | undefined {
  const [operator] = wordsOf(name);
  const value = constantOf(rexpr);
  if (value?.kind !== 'text' && value?.kind !== 'number') return undefined;
  const step = (arrow: JsonStep['arrow'], key: string, isIndex: boolean): JsonStep => ({
    ...nowhere,
    arrow,
    key,
    isIndex,
  });
  if (operator === '->' || operator === '->>') {
    return [step(operator, value.text, value.kind === 'number')];
  }
  if (operator !== '#>' && operator !== '#>>') return undefined;
  const keys = elementsOf(value.text);
  return keys?.map((key, index) =>
    step(
      operator === '#>>' && index === keys.length - 1 ? '->>' : '->',
      key ?? 'null',
      /^-?\d+$/.test(key ?? ''),
    ),
  );
}

/** A value that a request can hold. */
export type Constant =
  | { readonly kind: 'null' }
  | { readonly kind: 'text' | 'number' | 'boolean'; readonly text: string }
  /** `text` is how Postgres writes it, `{1,2}`. */
  | { readonly kind: 'array'; readonly text: string; readonly elements: readonly Constant[] };

/** The value of an expression without columns; undefined where only Postgres can work it out. */
export function constantOf(node: Node | undefined): Constant | undefined {
  if (!node) return undefined;
  if ('A_Const' in node) {
    const { isnull, ival, fval, boolval, sval } = node.A_Const;
    if (isnull) return { kind: 'null' };
    if (ival) return { kind: 'number', text: String(ival.ival ?? 0) };
    if (fval) return { kind: 'number', text: fval.fval ?? '0' };
    if (boolval) return { kind: 'boolean', text: String(boolval.boolval ?? false) };
    return sval && { kind: 'text', text: sval.sval ?? '' };
  }
  if ('TypeCast' in node)
    return castConstant(node.TypeCast.arg, node.TypeCast.typeName?.arrayBounds);
  if ('A_ArrayExpr' in node) return arrayOf(node.A_ArrayExpr.elements ?? []);
  if ('A_Expr' in node) return negative(node.A_Expr);
  // Postgres reads these words in the same way, at the time of the request.
  if ('SQLValueFunction' in node) {
    const { op } = node.SQLValueFunction;
    if (op === 'SVFOP_CURRENT_DATE') return { kind: 'text', text: 'today' };
    return op === 'SVFOP_CURRENT_TIMESTAMP' || op === 'SVFOP_LOCALTIMESTAMP'
      ? { kind: 'text', text: 'now' }
      : undefined;
  }
  if (!('FuncCall' in node) || node.FuncCall.args) return undefined;
  return nameOf(wordsOf(node.FuncCall.funcname)).name === 'now'
    ? { kind: 'text', text: 'now' }
    : undefined;
}

/** A text that is cast to an array is one. */
function castConstant(arg: Node | undefined, bounds: unknown): Constant | undefined {
  const value = constantOf(arg);
  const elements = bounds && value?.kind === 'text' ? elementsOf(value.text) : undefined;
  if (value?.kind !== 'text' || !elements) return value;
  return {
    kind: 'array',
    text: value.text,
    elements: elements.map((text) => (text === null ? { kind: 'null' } : { kind: 'text', text })),
  };
}

function arrayOf(nodes: readonly Node[]): Constant | undefined {
  const elements = nodes.map(constantOf).filter((one) => one !== undefined);
  if (elements.length < nodes.length) return undefined;
  const texts = elements.map((one) => (one.kind === 'null' ? 'null' : elementText(one)));
  return { kind: 'array', text: `{${texts.join(',')}}`, elements };
}

/** An element as Postgres writes it within an array. */
export function elementText(element: Exclude<Constant, { kind: 'null' }>): string {
  const { kind, text } = element;
  const plain = kind !== 'text' || /^[^\s{}",\\]+$/.test(text);
  return plain && text.toLowerCase() !== 'null' ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function negative({ kind, name, lexpr, rexpr }: A_Expr): Constant | undefined {
  const value = kind === 'AEXPR_OP' && !lexpr && wordsOf(name)[0] === '-' && constantOf(rexpr);
  return value && value.kind === 'number' ? { kind: 'number', text: `-${value.text}` } : undefined;
}

/** The elements of an array of one dimension as Postgres writes it; undefined for any other text. */
export function elementsOf(text: string): readonly (string | null)[] | undefined {
  const inside = /^\s*\{([^{}]*)\}\s*$/.exec(text)?.[1];
  if (inside === undefined) return undefined;
  if (inside.trim() === '') return [];
  const parts = inside.match(/(?:"(?:[^"\\]|\\.)*"|[^,"]+)+/g) ?? [];
  return parts.map((part) => {
    const bare = part.trim();
    if (bare.startsWith('"')) return bare.slice(1, -1).replace(/\\(.)/g, '$1');
    return /^null$/i.test(bare) ? null : bare;
  });
}
