import type { Edits } from './edits/editing';
import type { FindBox } from './findBox';
import type { Viewer } from './viewer';

/** The keys of a result beside those that move in its grid. */
export function listenToResultKeys(
  element: HTMLElement,
  {
    edits,
    findBox,
    viewer,
    copy,
  }: {
    readonly edits: Pick<Edits, 'takes'>;
    readonly findBox: FindBox;
    readonly viewer: Pick<Viewer, 'close'>;
    readonly copy: (form: 'plain' | 'choose') => void;
  },
) {
  // A key that is taken is not the workbench's too (it has a Find of its own); every other goes on to it.
  element.addEventListener('keydown', (event) => {
    if (!event.defaultPrevented && !takes(event)) return;
    event.preventDefault();
    event.stopPropagation();
  });

  function takes(event: KeyboardEvent): boolean {
    const { target, altKey, shiftKey } = event;
    const letter = (event.ctrlKey || event.metaKey) && !altKey ? event.key.toLowerCase() : '';
    if (letter === 'f' && !shiftKey) {
      findBox.open();
      return true;
    }
    // The other keys of the grid are not those of a text.
    if (!(target instanceof Element && target.closest('[role=grid]'))) return false;
    if (edits.takes(event)) return true;
    if (event.key === 'Escape') {
      viewer.close();
      findBox.close();
    }
    if (letter !== 'c') return false;
    copy(shiftKey ? 'choose' : 'plain');
    return true;
  }
}
