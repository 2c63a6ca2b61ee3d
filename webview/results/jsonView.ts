import { jsonColumns, jsonParts } from '../../src/core/results/jsonParts';
import { h } from '../dom';
import { say, sayNumber } from '../say';
import { button } from '../ui';

/** Items of one list that are shown before more are asked for. */
const shownAtOnce = 200;
const previewLength = 60;

/** A JSON value: lists of objects are tables, what is nested folds, every token stays as it was written. */
export function jsonView(text: string): HTMLElement {
  const parts = jsonParts(text);
  switch (parts?.kind) {
    case 'object':
      return parts.members.length === 0 ? token(text) : objectView(parts.members);
    case 'array':
      return parts.items.length === 0 ? token(text) : arrayView(parts.items);
    default:
      return token(text);
  }
}

function objectView(members: readonly (readonly [string, string])[]): HTMLElement {
  const rows = members.map(([name, value]) => [h('th', { scope: 'row' }, name), valueCell(value)]);
  return table([], rows);
}

function arrayView(items: readonly string[]): HTMLElement {
  const columns = jsonColumns(items);
  const number = (at: number) => h('th', { scope: 'row', class: 'quiet' }, sayNumber(at + 1));
  if (!columns || columns.names.length === 0) {
    return table(
      [],
      items.map((item, at) => [number(at), valueCell(item)]),
    );
  }
  const rows = columns.rows.map((row, at) => [number(at), ...row.map(valueCell)]);
  return table(['#', ...columns.names], rows);
}

function table(names: readonly string[], rows: readonly (readonly HTMLElement[])[]): HTMLElement {
  const body = h('tbody');
  const head = h('tr', {}, ...names.map((name) => h('th', { scope: 'col' }, name)));
  const made = h(
    'table',
    { class: 'json' },
    ...(names.length > 0 ? [h('thead', {}, head)] : []),
    body,
  );
  let shown = 0;

  function showMore() {
    const next = rows.slice(shown, shown + shownAtOnce);
    shown += next.length;
    body.append(...next.map((cells) => h('tr', {}, ...cells)));
  }

  showMore();
  if (shown === rows.length) return made;
  const more = button({
    text: say('Show more ({0} of {1})', sayNumber(shown), sayNumber(rows.length)),
    look: 'secondary',
    onClick() {
      showMore();
      if (shown === rows.length) more.remove();
      else
        more.textContent = say('Show more ({0} of {1})', sayNumber(shown), sayNumber(rows.length));
    },
  });
  return h('div', {}, made, more);
}

/** Empty where an object lacks the member. */
function valueCell(text: string | undefined): HTMLElement {
  if (text === undefined) return h('td');
  return h('td', {}, isNestedText(text) ? fold(text) : token(text));
}

function isNestedText(text: string): boolean {
  return /^[[{]\s*[^\s\]}]/.test(text);
}

/** What is inside is made when it is opened first. */
function fold(text: string): HTMLElement {
  const line = text.replace(/\s+/g, ' ');
  const preview = line.length > previewLength ? `${line.slice(0, previewLength)}…` : line;
  const made = h('details', {}, h('summary', {}, preview));
  made.addEventListener('toggle', () => made.append(jsonView(text)), { once: true });
  return made;
}

function token(text: string): HTMLElement {
  const kind = text.startsWith('"')
    ? 'jsonString'
    : /^[-\d]/.test(text)
      ? 'jsonNumber'
      : 'jsonWord';
  return h('span', { class: kind }, text);
}
