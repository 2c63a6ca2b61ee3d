import type { LogicNode, Name, Parameter } from '../ast';
import { keywords } from '../keywords';
import { type Scope, scopeAt } from '../scope';
import { parametersOf } from '../target';
import { type Completion, columnCompletions, type Place, spelled, wordFrom } from './completion';
import { aboutField, conditionCompletions } from './conditions';
import { lastItem, selectCompletions } from './select';

/** The name of a parameter: a column, an argument, a keyword, or an embedded table with one of these behind it. */
export function keyCompletions(place: Place, start: number): readonly Completion[] {
  const { text, offset, request, catalog } = place;
  const parts = text.slice(start, offset).split('.');
  const word = parts.pop() ?? '';
  const negated = parts[0] === 'not';
  const chain = parts.filter((part) => part !== 'not').map(nameOf);
  const scope = scopeAt(place.scope, chain);
  const span = wordFrom(place, offset - word.length);
  const sign = text[span.end] === '=' ? '' : '=';
  const writes = !['GET', 'HEAD', undefined].includes(request.method?.name);
  const words = keywords
    .filter(
      ({ name, embeddable, on }) =>
        (chain.length === 0 || embeddable) &&
        (on === 'all' || writes) &&
        (negated ? /^(?:and|or)$/.test(name) : true),
    )
    .map(({ name, meaning }) => ({
      label: name,
      kind: 'keyword' as const,
      insert: name + sign,
      span,
      meaning,
      goesOn: true,
    }));
  if (negated) return words;
  const { path } = request.target;
  const called =
    path.kind === 'function' && chain.length === 0 && !writes
      ? catalog?.functions.get(path.name)
      : undefined;
  const given = parametersOf(request.target, 'argument').flatMap(({ name }) =>
    'kind' in name ? [] : [name.name],
  );
  const free = (called?.arguments ?? []).filter(
    ({ name }) => !given.includes(name) || name === word,
  );
  return [
    ...free.map(({ name, type, required }) => ({
      label: name,
      kind: 'argument' as const,
      insert: spelled(name) + sign,
      span,
      detail: required ? type : `${type}?`,
    })),
    ...columnCompletions(scope?.table, span, sign),
    ...(scope?.embeds ?? []).map(({ name }) => ({
      label: name,
      kind: 'embed' as const,
      insert: `${spelled(name)}.`,
      span,
      goesOn: true,
    })),
    ...words,
  ];
}

function nameOf(name: string): Name {
  return { name: name.replace(/^"(.*)"$/, '$1'), quoted: false, start: 0, end: 0 };
}

export function valueCompletions(place: Place, parameter: Parameter): readonly Completion[] {
  const { text, offset, scope } = place;
  const written = text.slice(parameter.value.start, offset);
  switch (parameter.kind) {
    case 'select':
      return selectCompletions(place, parameter.value);
    case 'order':
      return orderCompletions(place, written, scopeAt(scope, parameter.embed));
    case 'columns':
    case 'on_conflict': {
      const item = lastItem(written);
      return columnCompletions(scope.table, wordFrom(place, offset - item.length));
    }
    case 'logic':
      return logicCompletions(place, parameter, written, scopeAt(scope, parameter.embed));
    case 'filter':
    case 'argument': {
      const key = text.slice(parameter.key.start, parameter.key.end);
      const embed = parameter.kind === 'filter' ? parameter.embed : [];
      const own = embed.length === 0 ? key : key.slice(key.lastIndexOf('.') + 1);
      const table = scopeAt(scope, embed)?.table;
      return conditionCompletions(place, written, aboutField(decoded(own), table));
    }
    default:
      return [];
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function orderCompletions(
  place: Place,
  written: string,
  scope: Scope | undefined,
): readonly Completion[] {
  const item = lastItem(written);
  const [, related, inner] = /^([^(.]+)\(([^().]*)$/.exec(item) ?? [];
  if (related !== undefined && inner !== undefined) {
    const table = scope && scopeAt(scope, [nameOf(related)])?.table;
    return columnCompletions(table, wordFrom(place, place.offset - inner.length));
  }
  const [, column, word] = /^(.+)\.(\w*)$/.exec(item) ?? [];
  if (column !== undefined && word !== undefined) {
    const span = wordFrom(place, place.offset - word.length);
    const directed = /\.(?:asc|desc)$/.test(column);
    const words = directed
      ? ['nullsfirst', 'nullslast']
      : ['asc', 'desc', 'nullsfirst', 'nullslast'];
    return words.map((label) => ({ label, kind: 'keyword' as const, insert: label, span }));
  }
  const span = wordFrom(place, place.offset - item.length);
  const single = place.lacks('relatedOrder')
    ? []
    : (scope?.embeds ?? []).filter(({ ways }) => !ways.some(({ many }) => many));
  return [
    ...columnCompletions(scope?.table, span),
    ...single.map(({ name }) => ({
      label: name,
      kind: 'embed' as const,
      insert: `${spelled(name)}(`,
      span,
      goesOn: true,
    })),
  ];
}

function logicCompletions(
  place: Place,
  { value, group }: Extract<Parameter, { kind: 'logic' }>,
  written: string,
  scope: Scope | undefined,
): readonly Completion[] {
  if (written === '')
    return [
      {
        label: '(',
        kind: 'keyword',
        insert: '(',
        span: { start: place.offset, end: place.offset },
        goesOn: true,
      },
    ];
  const start = innermostGroup(group, place.offset) ?? value.start + 1;
  const item = lastItem(place.text.slice(start, place.offset));
  const [, field, condition] = /^((?:"(?:[^"\\]|\\.)*"|[^."(])+)\.(.*)$/s.exec(item) ?? [];
  if (field !== undefined && condition !== undefined && field !== 'not') {
    return conditionCompletions(place, condition, aboutField(decoded(field), scope?.table));
  }
  const span = wordFrom(place, place.offset - item.length);
  const groups = ['and', 'or', 'not.and', 'not.or'].map((word) => ({
    label: word,
    kind: 'keyword' as const,
    insert: `${word}(`,
    span,
    goesOn: true,
  }));
  return [...(field === 'not' ? [] : columnCompletions(scope?.table, span, '.')), ...groups];
}

/** Where the brackets begin that the cursor is in. */
function innermostGroup(node: LogicNode, offset: number): number | undefined {
  if (node.kind !== 'group' || offset < node.inside.start || offset > node.inside.end)
    return undefined;
  const inner = node.children
    .map((child) => innermostGroup(child, offset))
    .find((found) => found !== undefined);
  return inner ?? node.inside.start;
}
