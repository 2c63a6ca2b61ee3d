import { h, icon } from '../dom';

/** A line that stays empty until something the person asked for went wrong. */
export function problemLine(): {
  readonly element: HTMLElement;
  readonly show: (error: unknown) => void;
  readonly clear: () => void;
} {
  const element = h('p', { class: 'problem', role: 'alert' });
  return {
    element,
    show: (error) => {
      const sentence = error instanceof Error ? error.message : String(error);
      element.replaceChildren(icon('error'), h('span', {}, sentence));
    },
    clear: () => {
      element.replaceChildren();
    },
  };
}
