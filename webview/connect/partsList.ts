import {
  type ConnectContract,
  type ConnectionPartName,
  type ConnectPreview,
  connectionPartNames,
  type StringChoice,
} from '../../src/protocol/connect';
import { h } from '../dom';
import type { Host } from '../host';
import { say } from '../say';
import { copyButton } from './copyButton';

/** What a connection is made of, for tools that ask for it part by part. */
export function partsList(
  host: Host<ConnectContract>,
  chosen: () => StringChoice,
  onError: (error: unknown) => void,
): { readonly element: HTMLElement; fill(parts: ConnectPreview['parts']): void } {
  const rows = connectionPartNames.map((part) => {
    const value = h('code');
    const label = partWord(part);
    const copy = copyButton(
      say('Copy {0}', label),
      () => host.request('copy', { kind: 'part', choice: chosen(), part }),
      onError,
    );
    return {
      part,
      value,
      element: h('div', { class: 'pair' }, h('dt', {}, label), h('dd', {}, value, copy)),
    };
  });
  return {
    element: h('dl', { class: 'pairs' }, ...rows.map(({ element }) => element)),
    fill(parts) {
      for (const { part, value } of rows) value.textContent = parts[part];
    },
  };
}

function partWord(part: ConnectionPartName): string {
  switch (part) {
    case 'host':
      return say('Host');
    case 'port':
      return say('Port');
    case 'database':
      return say('Database');
    case 'user':
      return say('User');
  }
}
