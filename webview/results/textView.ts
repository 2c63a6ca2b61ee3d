import { hiddenCharacters, visible } from '../../src/core/plainText';
import { h } from '../dom';

const marks = new RegExp(`\\r\\n|\\r|\\n|\\t|^ +| +$|${hiddenCharacters().source}`, 'gu');

/**
 * A text with its line breaks, tabs, outer spaces and hidden characters marked; what is selected and copied is the
 * text without the marks.
 */
export function textView(text: string): HTMLElement {
  const pieces: (string | Node)[] = [];
  let end = 0;
  for (const found of text.matchAll(marks)) {
    const [blank] = found;
    // What turns the direction of writing turns nothing beyond itself.
    const kept = isBlank(blank) ? blank : h('bdi', {}, blank);
    pieces.push(text.slice(end, found.index), markOf(blank), kept);
    end = found.index + blank.length;
  }
  pieces.push(text.slice(end));
  return h('pre', { class: 'cellText' }, ...pieces);
}

function isBlank(text: string): boolean {
  return /^[ \t\r\n]/.test(text);
}

/** Drawn by the style sheet, so that it is no part of the text. */
function markOf(blank: string): HTMLElement {
  const mark = blank.startsWith(' ')
    ? '␣'.repeat(blank.length)
    : isBlank(blank)
      ? blank.replace('\r', '␍').replace('\n', '⏎').replace('\t', '⇥')
      : visible(blank);
  const isOver = blank.startsWith(' ') || blank === '\t';
  return h('span', {
    class: isOver ? 'mark over' : 'mark',
    'data-mark': mark,
    'aria-hidden': 'true',
  });
}
