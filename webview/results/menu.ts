import { h } from '../dom';

export interface MenuItem {
  readonly label: string;
  /** The keys that do the same. */
  readonly keys?: string;
  readonly run: () => void;
}

/** Groups of items, with a line between them. */
export type MenuGroups = readonly (readonly MenuItem[])[];

let close = () => {};

/**
 * Opens a menu at a point of the page (WAI-ARIA, menu pattern): arrows, Home, End and letters go through it, Escape
 * and Tab leave it. `leave` gives the focus back.
 */
export function openMenu(groups: MenuGroups, x: number, y: number, leave: () => void) {
  close();
  const items = groups
    .filter((group) => group.length > 0)
    .map((group) => h('div', { role: 'group' }, ...group.map(itemOf)));
  const menu = h('div', { class: 'menu', role: 'menu' }, ...items);
  const stop = new AbortController();
  const { signal } = stop;

  close = () => {
    close = () => {};
    stop.abort();
    menu.remove();
  };

  function itemOf({ label, keys, run }: MenuItem): HTMLElement {
    const item = h('button', { class: 'menuItem', role: 'menuitem', tabindex: -1 }, label);
    if (keys !== undefined) item.append(h('span', { class: 'menuKeys' }, keys));
    item.addEventListener('click', () => {
      close();
      leave();
      run();
    });
    item.addEventListener('pointermove', () => item.focus());
    return item;
  }

  document.body.append(menu);
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(0, Math.min(x, innerWidth - width))}px`;
  menu.style.top = `${Math.max(0, Math.min(y, innerHeight - height))}px`;
  const entries = [...menu.querySelectorAll<HTMLElement>('.menuItem')];
  entries[0]?.focus();
  menu.addEventListener('keydown', (event) => {
    event.stopPropagation();
    const { key } = event;
    if (key === 'Escape' || key === 'Tab') {
      event.preventDefault();
      close();
      leave();
      return;
    }
    const to = nextItem(entries, key);
    if (!to) return;
    event.preventDefault();
    to.focus();
  });
  menu.addEventListener('contextmenu', (event) => event.preventDefault());
  addEventListener(
    'pointerdown',
    ({ target }) => {
      if (target instanceof Node && !menu.contains(target)) close();
    },
    { signal, capture: true },
  );
  addEventListener('blur', () => close(), { signal });
  addEventListener('resize', () => close(), { signal });
}

function nextItem(entries: readonly HTMLElement[], key: string): HTMLElement | undefined {
  const at = entries.findIndex((entry) => entry.matches(':focus'));
  switch (key) {
    case 'ArrowDown':
      return entries[(at + 1) % entries.length];
    case 'ArrowUp':
      return entries.at(at - 1);
    case 'Home':
      return entries[0];
    case 'End':
      return entries.at(-1);
    default: {
      if (key.length !== 1) return undefined;
      const rest = [...entries.slice(at + 1), ...entries.slice(0, at + 1)];
      return rest.find(({ textContent }) =>
        textContent?.toLowerCase().startsWith(key.toLowerCase()),
      );
    }
  }
}
