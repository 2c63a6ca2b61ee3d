import { h } from '../dom';

/** The cells of a line: those of pinned columns stay where they are, the others scroll sideways below them. */
export interface Strips {
  readonly pinned: HTMLElement;
  readonly scrolled: HTMLElement;
}

export function createStrips(): Strips {
  return {
    pinned: h('div', { class: 'strip pinned', role: 'presentation' }),
    scrolled: h('div', { class: 'strip', role: 'presentation' }),
  };
}
