import type { ImportContract, ImportView } from '../../src/protocol/importing';
import { h } from '../dom';
import type { Host } from '../host';
import { say } from '../say';

/** What goes where, as whom. */
export function heading(view: ImportView, host: Host<ImportContract>): readonly Node[] {
  const change = h(
    'button',
    { class: 'link', 'data-place': 'role', disabled: view.state === 'importing' },
    say('Change role…'),
  );
  change.addEventListener('click', () => void host.request('role', {}));
  return [
    h('h1', {}, say('Import {0} into {1}', view.file, view.table)),
    h(
      'p',
      { class: 'quiet' },
      `${view.project} · ${say('as {0}', view.role)} `,
      change,
      ` · ${view.facts.join(' · ')}`,
    ),
  ];
}
