import { h } from '../dom';

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** The editor's own dropdown look on a native one: a table may hold dozens of them, and each opens where it is. */
export function select(options: {
  readonly place: string;
  readonly choices: readonly Option[];
  readonly chosen: string;
  readonly isDisabled: boolean;
  /** Where no visible label names it. */
  readonly label?: string;
  readonly onChange: (value: string) => void;
}): HTMLSelectElement {
  const element = h(
    'select',
    {
      'data-place': options.place,
      disabled: options.isDisabled,
      ...(options.label === undefined ? {} : { 'aria-label': options.label }),
    },
    ...options.choices.map(({ value, label }) =>
      h('option', { value, selected: value === options.chosen }, label),
    ),
  );
  element.addEventListener('change', () => options.onChange(element.value));
  return element;
}
