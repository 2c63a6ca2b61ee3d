import { h } from '../dom';

const marks = /\r\n|\r|\n|\t|^ +| +$/g;

/** A text with its line breaks, tabs and outer spaces marked; what is selected and copied is the text without the marks. */
export function textView(text: string): HTMLElement {
  const pieces: (string | Node)[] = [];
  let end = 0;
  for (const found of text.matchAll(marks)) {
    const [blank] = found;
    pieces.push(text.slice(end, found.index), markOf(blank), blank);
    end = found.index + blank.length;
  }
  pieces.push(text.slice(end));
  return h('pre', { class: 'cellText' }, ...pieces);
}

/** Drawn by the style sheet, so that it is no part of the text. */
function markOf(blank: string): HTMLElement {
  const mark = blank.startsWith(' ')
    ? '␣'.repeat(blank.length)
    : blank.replace('\r', '␍').replace('\n', '⏎').replace('\t', '⇥');
  const isOver = blank.startsWith(' ') || blank === '\t';
  return h('span', {
    class: isOver ? 'mark over' : 'mark',
    'data-mark': mark,
    'aria-hidden': 'true',
  });
}
