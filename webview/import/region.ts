import { focusedElement } from '../dom';

/** A part of the page that stays as it is while what it shows stays the same. */
export interface Region {
  readonly element: HTMLElement;
  /** `shown` is all that the parts are made of. */
  show(shown: unknown, parts: () => readonly (Node | string)[]): void;
}

/** Whoever had the focus has it again: the element with the same `data-place`. */
export function createRegion(element: HTMLElement): Region {
  let known = '';
  return {
    element,
    show(shown, parts) {
      const next = JSON.stringify(shown);
      if (next === known) return;
      known = next;
      const focused = focusedElement();
      const place = element.contains(focused ?? null)
        ? focused?.getAttribute('data-place')
        : undefined;
      element.replaceChildren(...parts());
      if (place) element.querySelector<HTMLElement>(`[data-place="${place}"]`)?.focus();
    },
  };
}
