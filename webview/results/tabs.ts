import { messagesTab, type ResultTabs } from '../../src/protocol/results';
import { h } from '../dom';
import { say, sayNumber } from '../say';

export interface ResultTabList {
  readonly element: HTMLElement;
  update(tabs: ResultTabs): void;
}

/** The results of a run and its messages; not there while one result is all there is. */
export function createTabs(panel: HTMLElement, onChoose: (id: number) => void): ResultTabList {
  panel.id = 'result';
  const element = h('div', {
    class: 'tabs',
    role: 'tablist',
    'aria-label': say('Results'),
    hidden: true,
  });
  let ids: readonly number[] = [];
  let chosen = messagesTab;

  function tab(id: number, label: string, title: string, count?: number): HTMLElement {
    const made = h(
      'button',
      {
        id: `tab-${id}`,
        class: 'tab',
        role: 'tab',
        title,
        'aria-selected': String(id === chosen),
        'aria-controls': panel.id,
        tabindex: id === chosen ? 0 : -1,
      },
      label,
    );
    if (count !== undefined) made.append(' ', h('span', { class: 'badge' }, sayNumber(count)));
    made.addEventListener('click', () => onChoose(id));
    return made;
  }

  element.addEventListener('keydown', ({ key }) => {
    const at = ids.indexOf(chosen);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: ids.length - 1 }[key];
    const id = to === undefined ? undefined : ids[(to + ids.length) % ids.length];
    if (id !== undefined) onChoose(id);
  });

  return {
    element,
    update(given) {
      const { tabs, messages, notices } = given;
      const hadFocus = element.contains(document.activeElement);
      chosen = given.chosen;
      ids = [...tabs.map(({ id }) => id), messagesTab];
      element.hidden = tabs.length < 2 && notices === 0 && messages < 2;
      element.replaceChildren(
        ...tabs.map(({ id, ordinal, text, changes }) => {
          const label = say('Result {0}', String(ordinal));
          return tab(id, changes > 0 ? `${label} ●` : label, text);
        }),
        tab(messagesTab, say('Messages'), '', messages),
      );
      const shown = element.querySelector<HTMLElement>('[aria-selected=true]');
      if (shown) panel.setAttribute('aria-labelledby', shown.id);
      if (hadFocus) shown?.focus();
      shown?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    },
  };
}
