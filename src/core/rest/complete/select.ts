import { aggregates, type Embed } from '../ast';
import { hint as spellHint } from '../print';
import type { RestTable } from '../restCatalog';
import type { Scope } from '../scope';
import type { Span } from '../span';
import { type Completion, columnCompletions, type Place, spelled, wordFrom } from './completion';

const castTypes = [
  'text',
  'int',
  'bigint',
  'numeric',
  'float8',
  'boolean',
  'date',
  'timestamptz',
  'jsonb',
  'uuid',
];

/** What may stand in a select at the cursor. `value` is where it lies. */
export function selectCompletions(place: Place, value: Span): readonly Completion[] {
  const { scope, start } = innermost(place.scope, value.start, place.offset);
  const written = place.text.slice(start, place.offset);
  const item = lastItem(written);
  const begin = place.offset - item.length;
  const cut = (pattern: RegExp) => {
    const [, word] = pattern.exec(item) ?? [];
    return word === undefined ? undefined : wordFrom(place, place.offset - word.length);
  };
  const cast = cut(/::(\w*)$/);
  if (cast)
    return castTypes.map((label) => ({ label, kind: 'type' as const, insert: label, span: cast }));
  const modifier = cut(/!(\w*)$/);
  if (modifier) return hints(place, item, scope.table, modifier);
  if (/->/.test(item)) return [];
  const aggregate = cut(/[^.]\.(\w*)$/);
  if (aggregate) return place.lacks('aggregate') ? [] : aggregateCompletions(aggregate);
  const [, before = '', word = ''] =
    /^(\s*(?:\.\.\.|[^:()]*:(?!:))?)\s*([^:()]*)$/.exec(item) ?? [];
  if (item !== '' && before === '' && word === '') return [];
  const span = wordFrom(place, begin + item.length - word.length);
  const spread = before.trim() === '...';
  return [
    ...(spread ? [] : [{ label: '*', kind: 'keyword' as const, insert: '*', span }]),
    ...(spread ? [] : columnCompletions(scope.table, span)),
    ...embeds(scope.table, span, spread && place.lacks('manySpread')),
    ...(spread || place.lacks('aggregate')
      ? []
      : [{ label: 'count()', kind: 'keyword' as const, insert: 'count()', span }]),
  ];
}

/** The embedded table whose brackets the cursor is in, and where they begin. */
function innermost(
  scope: Scope,
  start: number,
  offset: number,
): { readonly scope: Scope; readonly start: number } {
  const inner = scope.embeds.find(({ item }) => contains(item, offset));
  return inner ? innermost(inner, inner.item.inside.start, offset) : { scope, start };
}

function contains({ inside }: Embed, offset: number): boolean {
  return inside.start <= offset && offset <= inside.end;
}

/** The text behind the last comma outside of brackets and quotes. */
export function lastItem(written: string): string {
  let start = 0;
  let depth = 0;
  for (const token of written.matchAll(/"(?:[^"\\]|\\.)*"?|[(),]/gs)) {
    if (token[0] === '(') depth += 1;
    else if (token[0] === ')') depth -= 1;
    else if (token[0] === ',' && depth <= 0) start = token.index + 1;
  }
  return written.slice(start).trimStart();
}

function embeds(table: RestTable | undefined, span: Span, single: boolean): readonly Completion[] {
  const ways = (table?.relations ?? []).filter(({ many }) => !(single && many));
  return ways.map(({ name, hint, ambiguous, many, table: target, on, through }) => {
    const label = ambiguous ? `${name}!${hint}` : name;
    return {
      label,
      kind: 'embed' as const,
      insert: `${spelled(name)}${ambiguous ? `!${spellHint({ name: hint, quoted: false })}` : ''}(`,
      span,
      detail: through
        ? `[] ${target}, ${through.table}`
        : `${many ? '[]' : '{}'} ${target}.${on.map(({ there }) => there).join(', ')} = ${on.map(({ here }) => here).join(', ')}`,
      goesOn: true,
    };
  });
}

function hints(
  place: Place,
  item: string,
  table: RestTable | undefined,
  span: Span,
): readonly Completion[] {
  const [, name = ''] = /(?:^|[:.])([^:.!]+)!/.exec(item) ?? [];
  const ways = (table?.relations ?? []).filter((way) => way.name === name.trim());
  const used = item.includes('!inner') || item.includes('!left');
  const joins = used ? [] : place.lacks('innerJoin') ? ['left'] : ['inner', 'left'];
  return [
    ...joins.map((label) => ({ label, kind: 'keyword' as const, insert: label, span })),
    ...ways.map(({ hint, table: target }) => ({
      label: hint,
      kind: 'embed' as const,
      insert: spellHint({ name: hint, quoted: false }),
      span,
      detail: target,
    })),
  ];
}

function aggregateCompletions(span: Span): readonly Completion[] {
  return aggregates.map((name) => ({
    label: `${name}()`,
    kind: 'function' as const,
    insert: `${name}()`,
    span,
  }));
}
