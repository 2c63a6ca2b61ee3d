import type { KeyPress, Place } from './movement';
import type { Pressed } from './picked';
import type { Reach } from './selection';

/** Presses and drags of the first button; with Shift up to there, with Ctrl beside what is selected. */
export function listenToPointer(
  element: HTMLElement,
  on: {
    readonly placeOf: (target: Element) => Pressed | undefined;
    readonly press: (pressed: Pressed, how: 'anew' | 'beside' | 'upTo') => void;
    readonly drag: (to: Place) => void;
  },
) {
  const placeIn = ({ target }: MouseEvent) =>
    target instanceof Element && !target.closest('.edge, .headerButtons')
      ? on.placeOf(target)
      : undefined;

  element.addEventListener('mousedown', (event) => {
    const place = event.button === 0 ? placeIn(event) : undefined;
    if (!place) return;
    const beside = event.ctrlKey || event.metaKey;
    on.press(place, event.shiftKey ? 'upTo' : beside ? 'beside' : 'anew');
    const stop = new AbortController();
    element.addEventListener(
      'mousemove',
      (move) => {
        const to = placeIn(move);
        if (to) on.drag(to);
      },
      { signal: stop.signal },
    );
    // The button may be let go anywhere.
    addEventListener('mouseup', () => stop.abort(), { signal: stop.signal });
  });
}

/** Presses of the second button. */
export function listenToMenu(
  element: HTMLElement,
  open: (target: Element, x: number, y: number) => void,
) {
  element.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    if (event.target instanceof Element) open(event.target, event.clientX, event.clientY);
  });
}

/** Two clicks on a cell, one on the mark of what opens. */
export function listenToOpening(element: HTMLElement, open: () => void, view: () => void) {
  element.addEventListener('dblclick', open);
  element.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('.expand')) view();
  });
}

/** Turns of the wheel that scroll down or up. */
export function listenToWheel(
  element: HTMLElement,
  on: { readonly takes: () => boolean; readonly turn: (event: WheelEvent) => void },
) {
  element.addEventListener(
    'wheel',
    (event) => {
      if (!on.takes() || event.shiftKey || event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      on.turn(event);
    },
    { passive: false },
  );
}

/** What a column is sorted like; `Beside` keeps the columns that are sorted by already, `turn` is one more press. */
export type SortWish = 'turn' | 'turnBeside' | 'up' | 'upBeside' | 'down' | 'downBeside' | 'none';

const sortWishes: Readonly<Record<string, 'up' | 'down'>> = { ArrowUp: 'up', ArrowDown: 'down' };
const beside = { up: 'upBeside', down: 'downBeside' } as const;

/** The keys of a grid that changes nothing (WAI-ARIA, grid pattern), and those of spreadsheets. */
export function listenToKeys(
  element: HTMLElement,
  on: {
    /** False when the key is not one that moves. */
    readonly moved: (press: KeyPress, extend: boolean) => boolean;
    readonly select: (reach: Reach | 'all') => void;
    readonly widen: (by: 1 | -1) => void;
    readonly open: () => void;
    readonly view: () => void;
    readonly sort: (wish: SortWish) => void;
    readonly menu: () => void;
  },
) {
  element.addEventListener('keydown', (event) => {
    const { key, shiftKey } = event;
    const command = event.ctrlKey || event.metaKey;
    const wish = event.altKey ? sortWishes[key] : undefined;
    if (event.altKey && !wish) return;
    const reach = reachOf(key, command, shiftKey);
    if (wish) on.sort(shiftKey ? beside[wish] : wish);
    else if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) on.menu();
    else if (command && shiftKey && (key === 'ArrowLeft' || key === 'ArrowRight')) {
      on.widen(key === 'ArrowRight' ? 1 : -1);
    } else if (reach) on.select(reach);
    else if (key === 'Enter' && !command && !shiftKey) on.open();
    else if (key === ' ' && !command && !shiftKey) on.view();
    else if (!on.moved({ key, command }, shiftKey)) return;
    event.preventDefault();
  });
}

function reachOf(key: string, command: boolean, shift: boolean): Reach | 'all' | undefined {
  if (command && !shift && key.toLowerCase() === 'a') return 'all';
  if (key !== ' ') return undefined;
  return shift ? 'rows' : command ? 'columns' : undefined;
}
