import type { NewValue } from '../../../src/core/edits/changes';
import type { Cell } from '../../../src/core/ports';
import type { EditingColumn } from '../../../src/protocol/edits';
import { h } from '../../dom';
import { say } from '../../say';

/** Where the person goes on once the cell is done. */
export type Onward = 'stay' | 'next' | 'before';

const lowest = 120;

/**
 * An editor over a cell: Enter and Tab keep what it holds, Escape leaves, Shift+Enter is a line break. What was not
 * touched is no change, so that NULL does not become a text.
 */
export function openCellEditor(options: {
  readonly parent: HTMLElement;
  readonly cell: HTMLElement;
  readonly name: string;
  readonly column: EditingColumn;
  readonly value: Cell;
  readonly done: (value: NewValue | undefined, onward: Onward) => void;
}): () => void {
  const { parent, cell, column, value } = options;
  const label = say('Edit {0}', options.name);
  const input = column.choices ? choiceOf(column, value, label) : textOf(value, label);
  let touched = false;
  const open = new AbortController();

  function close(keeps: boolean, onward: Onward) {
    if (open.signal.aborted) return;
    open.abort();
    input.remove();
    options.done(keeps && touched ? typedIn(input) : undefined, onward);
  }

  place(input, cell, parent);
  parent.append(input);
  input.addEventListener('input', () => {
    touched = true;
  });
  input.addEventListener('blur', () => close(true, 'stay'));
  // The cell would move away from under its editor.
  parent.addEventListener('wheel', ({ target }) => target !== input && close(true, 'stay'), {
    capture: true,
    passive: true,
    signal: open.signal,
  });
  input.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent) || event.isComposing) return;
    const { key, shiftKey, altKey } = event;
    if (key === 'Enter' && !shiftKey && !altKey) close(true, 'stay');
    else if (key === 'Enter' && altKey && input instanceof HTMLTextAreaElement) breakLine(input);
    else if (key === 'Tab') close(true, shiftKey ? 'before' : 'next');
    else if (key === 'Escape') close(false, 'stay');
    else return;
    event.preventDefault();
  });
  input.focus();
  if (input instanceof HTMLTextAreaElement) input.select();
  return () => close(false, 'stay');
}

function breakLine(input: HTMLTextAreaElement) {
  input.setRangeText('\n', input.selectionStart, input.selectionEnd, 'end');
  input.dispatchEvent(new Event('input'));
}

function textOf(value: Cell, label: string): HTMLTextAreaElement {
  const input = h('textarea', {
    class: 'cellEditor',
    'aria-label': label,
    spellcheck: 'false',
    placeholder: value === null ? 'NULL' : '',
  });
  input.value = value ?? '';
  input.rows = Math.min(8, input.value.split('\n').length);
  return input;
}

const booleans: Readonly<Record<string, string>> = { t: 'true', f: 'false' };

function choiceOf(
  { choices = [], nullable }: EditingColumn,
  value: Cell,
  label: string,
): HTMLSelectElement {
  const isBoolean = choices.join() === 't,f';
  const options = choices.map((choice) =>
    h(
      'option',
      { value: `=${choice}`, selected: choice === value },
      isBoolean ? (booleans[choice] ?? choice) : choice,
    ),
  );
  const none = h('option', { value: '', selected: value === null }, 'NULL');
  return h(
    'select',
    { class: 'cellEditor', 'aria-label': label },
    ...options,
    ...(nullable || value === null ? [none] : []),
  );
}

function typedIn(input: HTMLTextAreaElement | HTMLSelectElement): NewValue {
  if (input instanceof HTMLTextAreaElement) return { kind: 'text', text: input.value };
  return input.value === '' ? { kind: 'null' } : { kind: 'text', text: input.value.slice(1) };
}

/** Over the cell, wide enough to type, and within the panel. */
function place(input: HTMLElement, cell: HTMLElement, parent: HTMLElement) {
  const at = cell.getBoundingClientRect();
  const frame = parent.getBoundingClientRect();
  const width = Math.min(frame.width, Math.max(at.width, lowest));
  input.style.left = `${Math.max(0, Math.min(at.left - frame.left, frame.width - width))}px`;
  input.style.top = `${at.top - frame.top}px`;
  input.style.minHeight = `${at.height}px`;
  input.style.width = `${width}px`;
  input.style.maxHeight = `${frame.bottom - at.top}px`;
}
