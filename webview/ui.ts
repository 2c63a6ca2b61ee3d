/** The only importer of the UI kit, which is archived: leaving it is this file. */
import {
  type Button,
  type Dropdown,
  type Panels,
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodePanels,
  vsCodePanelTab,
  vsCodePanelView,
  vsCodeProgressRing,
} from '@vscode/webview-ui-toolkit';
import { h, type Icon, icon } from './dom';

export function registerConnectKit() {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodePanels(),
    vsCodePanelTab(),
    vsCodePanelView(),
    vsCodeProgressRing(),
  );
}

export function registerResultsKit() {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeProgressRing());
}

export function registerImportKit() {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeProgressRing());
}

export function button(options: {
  readonly text: string;
  readonly look: 'primary' | 'secondary';
  readonly icon?: Icon;
  /** Where `text` alone does not say what is meant. */
  readonly label?: string;
  readonly onClick: () => void;
}): HTMLElement {
  const element = h('vscode-button', { appearance: options.look }, options.text);
  if (options.icon) element.prepend(icon(options.icon, 'start'));
  if (options.label) element.setAttribute('aria-label', options.label);
  element.addEventListener('click', options.onClick);
  return element;
}

export interface IconButton {
  readonly element: HTMLElement;
  set(look: { readonly icon: Icon; readonly label: string; readonly pressed?: boolean }): void;
}

/** A button that shows an icon only; its label is also its tooltip. */
export function iconButton(onClick: () => void): IconButton {
  const element = h('vscode-button', { appearance: 'icon' }) as Button;
  element.addEventListener('click', onClick);
  return {
    element,
    set(look) {
      element.replaceChildren(icon(look.icon));
      element.setAttribute('aria-label', look.label);
      element.title = look.label;
      // The kit's button passes this on to its inner button as a property only.
      if (look.pressed !== undefined) element.ariaPressed = String(look.pressed);
    },
  };
}

export interface Choice<Id extends string> {
  readonly id: Id;
  readonly label: string;
}

/** A dropdown of `choices`; `labelledBy` is the id of its visible label. */
export function dropdown<Id extends string>(options: {
  readonly labelledBy: string;
  readonly choices: readonly Choice<Id>[];
  readonly chosen: Id;
  readonly onChange: (id: Id) => void;
}): HTMLElement {
  const { choices, chosen } = options;
  const element = h(
    'vscode-dropdown',
    { 'aria-labelledby': options.labelledBy },
    ...choices.map(({ id, label }) =>
      h('vscode-option', { value: id, selected: id === chosen }, label),
    ),
  ) as Dropdown;
  element.addEventListener('change', () => {
    const choice = choices.find(({ id }) => id === element.value);
    if (choice) options.onChange(choice.id);
  });
  return element;
}

export interface Tabs<Id extends string> {
  readonly element: HTMLElement;
  /** A tab that is not there is not selected. */
  select(id: Id): void;
}

export function tabs<Id extends string>(options: {
  readonly label: string;
  readonly tabs: readonly (Choice<Id> & { readonly content: HTMLElement })[];
  readonly chosen: Id;
  readonly onChange: (id: Id) => void;
}): Tabs<Id> {
  const element = h(
    'vscode-panels',
    { 'aria-label': options.label, activeid: tabId(options.chosen) },
    ...options.tabs.map(({ id, label }) => h('vscode-panel-tab', { id: tabId(id) }, label)),
    ...options.tabs.map(({ id, content }) => h('vscode-panel-view', { id: `view-${id}` }, content)),
  ) as Panels;
  element.addEventListener('change', (event) => {
    // The change of a dropdown inside a tab bubbles up to here.
    if (event.target !== element) return;
    const tab = options.tabs.find(({ id }) => tabId(id) === element.activeid);
    if (tab) options.onChange(tab.id);
  });
  return {
    element,
    select(id) {
      if (options.tabs.some((tab) => tab.id === id)) element.activeid = tabId(id);
    },
  };
}

function tabId(id: string) {
  return `tab-${id}`;
}

export function progressRing(): HTMLElement {
  return h('vscode-progress-ring', { 'aria-hidden': 'true' });
}
