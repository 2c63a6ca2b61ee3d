import type { ConnectContract, StringChoice } from '../../src/protocol/connect';
import { h, icon } from '../dom';
import type { Host } from '../host';
import { say } from '../say';
import { button } from '../ui';
import { problemLine } from './problemLine';

/** What one can do with a connection string beside copying it; below, what came of it. */
export function stringActions(
  host: Host<ConnectContract>,
  chosen: () => StringChoice,
): { readonly element: HTMLElement; clear(): void } {
  const problem = problemLine();
  const outcome = h('p', { class: 'outcome', role: 'status' });
  let testing: AbortController | undefined;

  function clear() {
    testing?.abort();
    problem.clear();
    outcome.replaceChildren();
  }

  /** Shows the sentence that the work ends with, unless something else has begun by then. */
  async function show(work: Promise<string | null>, isOver: () => boolean) {
    try {
      const sentence = await work;
      if (isOver()) return;
      outcome.replaceChildren(
        ...(sentence === null ? [] : [icon('pass'), h('span', {}, sentence)]),
      );
    } catch (error) {
      if (isOver()) return;
      outcome.replaceChildren();
      problem.show(error);
    }
  }

  const run = (work: () => Promise<string | null>) => () => {
    clear();
    void show(work(), () => false);
  };

  const test = button({
    text: say('Test'),
    look: 'secondary',
    onClick: () => (testing ? testing.abort() : void runTest()),
  });

  async function runTest() {
    clear();
    const mine = new AbortController();
    testing = mine;
    test.textContent = say('Cancel');
    outcome.replaceChildren(h('span', { class: 'quiet' }, say('Connecting…')));
    mine.signal.addEventListener('abort', over, { once: true });
    await show(host.request('test', { choice: chosen() }, mine.signal), () => mine.signal.aborted);
    if (!mine.signal.aborted) over();
  }

  function over() {
    if (testing?.signal.aborted) outcome.replaceChildren();
    testing = undefined;
    test.textContent = say('Test');
  }

  const buttons = [
    button({
      text: say('Insert at Cursor'),
      look: 'primary',
      icon: 'insert',
      onClick: run(() => host.request('insertString', { choice: chosen() })),
    }),
    button({
      text: say('Write to {0}…', '.env'),
      look: 'secondary',
      onClick: run(() => host.request('writeDotenv', { choice: chosen() })),
    }),
    test,
    button({
      text: say('Open {0}', 'psql'),
      look: 'secondary',
      icon: 'terminal',
      onClick: run(() => host.request('openPsql', { choice: chosen() })),
    }),
  ];

  return {
    element: h(
      'div',
      { class: 'actions' },
      h('div', { class: 'buttons' }, ...buttons),
      outcome,
      problem.element,
    ),
    clear,
  };
}
