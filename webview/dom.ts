type Attributes = Readonly<Record<string, string | number | boolean>>;

/** An element with attributes (`false` leaves one out) and children; strings become text, never markup. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes?: Attributes,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag];
export function h(
  tag: string,
  attributes?: Attributes,
  ...children: readonly (Node | string)[]
): HTMLElement;
export function h(
  tag: string,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children);
  return element;
}

export type Icon =
  | 'add'
  | 'arrow-down'
  | 'arrow-up'
  | 'check'
  | 'chevron-down'
  | 'chevron-right'
  | 'close'
  | 'copy'
  | 'discard'
  | 'edit'
  | 'error'
  | 'export'
  | 'eye'
  | 'eye-closed'
  | 'filter'
  | 'go-to-file'
  | 'info'
  | 'insert'
  | 'link'
  | 'link-external'
  | 'list-selection'
  | 'pass'
  | 'plug'
  | 'redo'
  | 'terminal'
  | 'trash'
  | 'warning';

/** A codicon; `theme.css` knows the glyph. */
export function icon(name: Icon, slot?: string): HTMLElement {
  return h('span', {
    class: `codicon codicon-${name}`,
    'aria-hidden': 'true',
    ...(slot === undefined ? {} : { slot }),
  });
}

/** The element with the focus; none while the person is elsewhere, so that nothing takes it from them. */
export function focusedElement(): Element | undefined {
  return (document.hasFocus() && document.activeElement) || undefined;
}

/** What the key is called that people hold to give a command. */
export const commandKey = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl';

/** The element that the host's page holds for the panel. */
export function appElement(): HTMLElement {
  const app = document.getElementById('app');
  if (!app) throw new Error('The page has no #app.');
  return app;
}
