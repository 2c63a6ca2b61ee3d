import type { ImportContract, ImportView } from '../../src/protocol/importing';
import { appElement, h } from '../dom';
import { connectToHost } from '../host';
import { say } from '../say';
import { registerImportKit } from '../ui';
import { conclusion } from './conclusion';
import { formatChoices } from './formatChoices';
import { heading } from './heading';
import { previewBody, previewHead } from './preview';
import { createRegion } from './region';

registerImportKit();
const host = connectToHost<ImportContract>();

const top = createRegion(h('header'));
const format = createRegion(h('form', { class: 'format' }));
const head = createRegion(h('thead'));
const body = createRegion(h('tbody'));
const bottom = createRegion(h('footer'));
const table = h('table', {}, head.element, body.element);
const scroller = h(
  'div',
  { class: 'preview', tabindex: 0, role: 'region', 'aria-label': say('Preview') },
  table,
);

/** Each region is made anew only when what it shows has changed, so that nobody loses their place. */
function show(view: ImportView) {
  const isBusy = view.state === 'importing';
  top.show([view.file, view.table, view.project, view.role, view.facts, isBusy], () =>
    heading(view, host),
  );
  format.show([view.format, isBusy], () => formatChoices(view, host));
  head.show([view.fields, view.columns, isBusy], () => previewHead(view, host));
  body.show([view.records, view.fields, view.misfits], () => previewBody(view));
  bottom.show([view.problems, view.misfits, view.state, view.failure], () =>
    conclusion(view, host),
  );
}

host.on('changed', show);
host.request('open', {}).then(
  (view) => {
    appElement().replaceChildren(top.element, format.element, scroller, bottom.element);
    show(view);
  },
  (error: unknown) => appElement().replaceChildren(h('p', { role: 'alert' }, String(error))),
);
