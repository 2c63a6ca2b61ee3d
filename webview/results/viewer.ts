import type { CellView } from '../../src/core/results/cellView';
import { h } from '../dom';
import { say, sayNumber } from '../say';
import { iconButton } from '../ui';
import { jsonView } from './jsonView';
import { textView } from './textView';

/** Which cell is looked at; the words say which one it is. */
export interface ViewedCell {
  readonly row: number;
  readonly column: number;
  readonly name: string;
  readonly type: string;
}

/** The whole of the active cell, beside the grid. */
export interface Viewer {
  readonly element: HTMLElement;
  isOpen(): boolean;
  /** Shows a cell; the focus goes into it where `focus` says so. */
  open(cell: ViewedCell, focus: boolean): void;
  /** Another cell, where it is open. */
  follow(cell: ViewedCell): void;
  close(): void;
}

export function createViewer(on: {
  readonly ask: (cell: ViewedCell, signal: AbortSignal) => Promise<CellView>;
  readonly copy: () => void;
  readonly openInEditor: (cell: ViewedCell) => void;
  /** It was closed by the person. */
  readonly leave: () => void;
  readonly fail: (error: unknown) => void;
}): Viewer {
  const title = h('h2', { class: 'viewerTitle' });
  const size = h('span', { class: 'quiet' });
  const body = h('div', { class: 'viewerBody', tabindex: 0 });
  const copy = iconButton(on.copy);
  copy.set({ icon: 'copy', label: say('Copy') });
  const editor = iconButton(() => shown && on.openInEditor(shown));
  editor.set({ icon: 'go-to-file', label: say('Open in Editor') });
  const close = iconButton(leave);
  close.set({ icon: 'close', label: say('Close') });
  const element = h(
    'section',
    { class: 'viewer', 'aria-label': say('Cell'), hidden: true },
    h('div', { class: 'viewerHead' }, title, size, copy.element, editor.element, close.element),
    body,
  );
  let shown: ViewedCell | undefined;
  let asking = new AbortController();

  async function show(cell: ViewedCell) {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    shown = cell;
    title.textContent = `${cell.name} · ${say('Row {0}', sayNumber(cell.row + 1))}`;
    title.title = `${cell.name}  ${cell.type}`;
    try {
      const view = await on.ask(cell, signal);
      if (signal.aborted) return;
      size.textContent = sizeText(view);
      body.replaceChildren(...contentOf(view));
      body.scrollTop = 0;
    } catch (error) {
      if (!signal.aborted) on.fail(error);
    }
  }

  function hide() {
    asking.abort();
    shown = undefined;
    element.hidden = true;
    body.replaceChildren();
  }

  function leave() {
    hide();
    on.leave();
  }

  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') leave();
  });

  return {
    element,
    isOpen: () => !element.hidden,
    open(cell, focus) {
      element.hidden = false;
      void show(cell);
      if (focus) body.focus();
    },
    follow(cell) {
      const isSame = cell.row === shown?.row && cell.column === shown.column;
      if (!element.hidden && !isSame) void show(cell);
    },
    close: hide,
  };
}

function sizeText(view: CellView): string {
  if (view.kind === 'null') return '';
  const size = sayNumber(view.size);
  if (view.kind === 'bytes') return say(view.size === 1 ? '{0} byte' : '{0} bytes', size);
  return say(view.size === 1 ? '{0} character' : '{0} characters', size);
}

function contentOf(view: CellView): readonly HTMLElement[] {
  switch (view.kind) {
    case 'null':
      return [h('span', { class: 'quiet nullWord' }, 'NULL')];
    case 'json':
      return [jsonView(view.text)];
    case 'text':
      return [textView(view.text), ...rest(view.text.length < view.size)];
    case 'bytes': {
      const { image, dump, size } = view;
      const source = image && `data:${image.type};base64,${image.base64}`;
      return [
        ...(source === undefined
          ? []
          : [h('img', { src: source, alt: say('The image in the cell') })]),
        h('pre', { class: 'dump' }, dump),
        ...rest(dump.split('\n').length * 16 < size),
      ];
    }
  }
}

function rest(isMore: boolean): readonly HTMLElement[] {
  if (!isMore) return [];
  return [
    h('p', { class: 'quiet' }, say('This is its beginning. The whole of it opens in an editor.')),
  ];
}
