import { h } from './dom';

const polite = h('div', { class: 'visuallyHidden', 'aria-live': 'polite' });
document.body.append(polite);

/** Says something to a screen reader; the same words twice are said twice. */
export function announce(text: string) {
  polite.textContent = '';
  // A live region speaks when its text changes, and it must be seen empty in between.
  setTimeout(() => {
    polite.textContent = text;
  }, 50);
}
