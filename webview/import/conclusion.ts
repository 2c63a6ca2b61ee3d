import type { ImportContract, ImportView } from '../../src/protocol/importing';
import { h, icon } from '../dom';
import type { Host } from '../host';
import { say, sayNumber } from '../say';
import { button, progressRing } from '../ui';

/** Misfits that are told in words; the table marks all of them. */
const told = 3;

/** What stands in the way, and the button. */
export function conclusion(view: ImportView, host: Host<ImportContract>): readonly Node[] {
  return [
    h(
      'div',
      { class: 'findings', role: 'status' },
      ...failureOf(view, host),
      ...view.problems.map((problem) => finding('error', problem)),
      ...misfitsOf(view),
    ),
    h('div', { class: 'actions' }, ...actionsOf(view, host)),
  ];
}

function finding(kind: 'error' | 'warning', ...parts: readonly (Node | string)[]): HTMLElement {
  return h('p', { class: `finding ${kind}` }, icon(kind), h('span', {}, ...parts));
}

function failureOf({ failure }: ImportView, host: Host<ImportContract>): readonly HTMLElement[] {
  if (!failure) return [];
  const { sentence, detail, line } = failure;
  const open = h('button', { class: 'link' }, say('Open the file at line {0}', String(line)));
  open.addEventListener('click', () => void host.request('openLine', { line: line ?? 1 }));
  return [
    finding(
      'error',
      say('Nothing was imported.'),
      ' ',
      sentence,
      ...(detail === undefined ? [] : [` ${detail}`]),
      ...(line === undefined ? [] : [' ', open]),
    ),
  ];
}

function misfitsOf({ misfits, records, fields }: ImportView): readonly HTMLElement[] {
  if (misfits.length === 0) return [];
  const lines = misfits.slice(0, told).map(({ record, field, sentence }) => {
    const line = String(records[record]?.line ?? '');
    return h('li', {}, say('Line {0}, {1}: {2}', line, fields[field]?.column ?? '', sentence));
  });
  const count =
    misfits.length === 1
      ? say('One value does not fit its column.')
      : say('{0} values do not fit their columns.', sayNumber(misfits.length));
  return [finding('warning', count, h('ul', {}, ...lines))];
}

function actionsOf({ state, problems }: ImportView, host: Host<ImportContract>): readonly Node[] {
  switch (state) {
    case 'importing':
      return [progressRing(), h('span', {}, say('Importing…'))];
    case 'checking':
      return [importButton(host, true), h('span', { class: 'quiet late' }, say('Checking…'))];
    case 'ready':
      return [importButton(host, problems.length > 0)];
  }
}

function importButton(host: Host<ImportContract>, isDisabled: boolean): HTMLElement {
  const element = button({
    text: say('Import'),
    look: 'primary',
    onClick: () => void host.request('import', {}),
  });
  if (isDisabled) element.setAttribute('disabled', '');
  element.dataset.place = 'import';
  return element;
}
