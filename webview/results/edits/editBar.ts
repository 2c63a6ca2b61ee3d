import type { EditAction, Editing } from '../../../src/protocol/edits';
import { announce } from '../../announce';
import { commandKey, h } from '../../dom';
import { say, sayNumber } from '../../say';
import { button, iconButton, progressRing } from '../../ui';

export interface EditBar {
  readonly element: HTMLElement;
  update(editing: Editing | undefined): void;
}

/** How many changes are pending, and what can be done with them. */
export function createEditBar(on: {
  readonly act: (action: EditAction) => void;
  readonly insert: () => void;
  readonly remove: () => void;
}): EditBar {
  const count = h('span', { class: 'editCount' });
  const outcome = h('span', { class: 'editOutcome' });
  const act = (action: EditAction) => () => on.act(action);
  const undo = iconButton(act('undo'));
  undo.set({ icon: 'discard', label: say('Undo ({0})', `${commandKey}+Z`) });
  const redo = iconButton(act('redo'));
  redo.set({ icon: 'redo', label: say('Redo ({0})', `${commandKey}+Shift+Z`) });
  const insert = iconButton(on.insert);
  insert.set({ icon: 'add', label: say('Add Row') });
  const remove = iconButton(on.remove);
  remove.set({ icon: 'trash', label: say('Delete Rows ({0})', `${commandKey}+Delete`) });
  const overwrite = button({
    text: say('Change It Anyway'),
    look: 'secondary',
    onClick: act('overwrite'),
  });
  const review = button({ text: say('Review SQL'), look: 'secondary', onClick: act('review') });
  const apply = button({ text: say('Apply'), look: 'primary', onClick: act('apply') });
  const discard = button({ text: say('Discard'), look: 'secondary', onClick: act('discard') });
  const cancel = button({ text: say('Cancel'), look: 'secondary', onClick: act('cancel') });
  const busy = progressRing();
  const tools = h('span', { class: 'editTools' });
  const element = h(
    'div',
    { class: 'editBar', role: 'toolbar', 'aria-label': say('Changes'), hidden: true },
    ...[count, outcome, tools],
  );
  let said = '';

  return {
    element,
    update(editing) {
      element.hidden = editing === undefined;
      if (!editing) return;
      const { isApplying } = editing;
      const isNothing = editing.count === 0;
      count.textContent = countText(editing);
      element.classList.toggle('pending', !isNothing);
      outcome.textContent = editing.outcome?.text ?? '';
      outcome.classList.toggle('problem', editing.outcome?.isProblem ?? false);
      undo.element.toggleAttribute('disabled', !editing.canUndo);
      redo.element.toggleAttribute('disabled', !editing.canRedo);
      const idle = [
        ...(editing.canInsert ? [insert.element] : []),
        ...(editing.canDelete ? [remove.element] : []),
        ...[undo.element, redo.element],
        ...(editing.outcome?.canOverwrite ? [overwrite] : []),
        ...(isNothing ? [] : [review, discard, apply]),
      ];
      tools.replaceChildren(...(isApplying ? [busy, cancel] : idle));
      const text = editing.outcome?.text ?? countText(editing);
      if (text !== said) announce(text);
      said = text;
    },
  };
}

function countText({ count, table }: Editing): string {
  if (count === 0) return say('No changes to {0}', table);
  return say(count === 1 ? '{0} change to {1}' : '{0} changes to {1}', sayNumber(count), table);
}
