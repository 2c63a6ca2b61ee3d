import type { ConnectContract, ConnectView } from '../../src/protocol/connect';
import { h } from '../dom';
import type { Host } from '../host';
import { say } from '../say';
import { copyButton } from './copyButton';
import { problemLine } from './problemLine';

/** Where a language model reaches the project by itself. */
export function mcp(
  { server, configuration }: NonNullable<ConnectView['mcp']>,
  host: Host<ConnectContract>,
): HTMLElement {
  if (server === undefined || configuration === undefined) {
    return h(
      'div',
      { class: 'tab' },
      h('p', { class: 'quiet' }, say('This project has no hosted MCP server.')),
    );
  }
  const problem = problemLine();
  const copy = (label: string, what: 'server' | 'configuration') =>
    copyButton(label, () => host.request('copy', { kind: 'mcp', what }), problem.show);
  return h(
    'div',
    { class: 'tab' },
    h(
      'p',
      { class: 'quiet' },
      say(
        'Through this server a language model reads your project. It may change nothing, and you sign in in the browser: no key stands in the address.',
      ),
    ),
    h(
      'section',
      { class: 'field', 'aria-labelledby': 'label-mcp-server' },
      h('h2', { id: 'label-mcp-server' }, say('Server URL')),
      h(
        'div',
        { class: 'valueRow wide' },
        h('code', { class: 'value' }, server),
        copy(say('Copy {0}', say('Server URL')), 'server'),
      ),
    ),
    h(
      'section',
      { class: 'field', 'aria-labelledby': 'label-mcp-file' },
      h('h2', { id: 'label-mcp-file' }, say('For {0}', '.vscode/mcp.json')),
      h(
        'div',
        { class: 'codeBox wide' },
        h('pre', { class: 'code one', tabindex: 0 }, h('code', {}, configuration)),
        h('div', { class: 'codeTools' }, copy(say('Copy'), 'configuration')),
      ),
    ),
    problem.element,
  );
}
