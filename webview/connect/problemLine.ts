import { h } from '../dom';

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
      element.textContent = error instanceof Error ? error.message : String(error);
    },
    clear: () => {
      element.textContent = '';
    },
  };
}
