import type { ConnectTab } from '../../src/core/showConnect';
import type { ConnectContract, ConnectLink, ConnectView } from '../../src/protocol/connect';
import { h, icon } from '../dom';
import type { Host } from '../host';
import { say } from '../say';
import { copyButton } from './copyButton';
import { problemLine } from './problemLine';

/** Whose panel this is, and the ways to the same place elsewhere. */
export function heading(
  view: ConnectView,
  host: Host<ConnectContract>,
  tab: () => ConnectTab,
): HTMLElement {
  const problem = problemLine();
  return h(
    'header',
    {},
    h(
      'div',
      { class: 'title' },
      h('h1', {}, say('Connect to your project')),
      h('p', { class: 'quiet' }, `${view.project} · ${view.provider}`),
      problem.element,
    ),
    h(
      'div',
      { class: 'ways' },
      ...(view.dashboard ? [link(view.dashboard)] : []),
      copyButton(
        say('Copy a link to this panel'),
        () => host.request('copy', { kind: 'deepLink', tab: tab() }),
        problem.show,
        'link',
      ),
    ),
  );
}

/** The editor opens it in the browser of the person. */
export function link({ label, url }: ConnectLink): HTMLElement {
  return h('a', { class: 'outside', href: url, title: url }, label, icon('link-external'));
}

export function documents(view: ConnectView): HTMLElement {
  return h(
    'footer',
    {},
    h('h2', { id: 'documents-label' }, say('Documents')),
    h(
      'ul',
      { 'aria-labelledby': 'documents-label' },
      ...view.documents.map((document) => h('li', {}, link(document))),
    ),
  );
}
