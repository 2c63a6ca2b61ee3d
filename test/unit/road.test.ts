// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import { roadOf } from '../../src/vscode/road';
import { type Editor, setEditor } from './fakeVscode';

const plain = {
  timeLimit: 60_000,
  userAgent: 'powabase-vscode/1.2.3',
  noProxy: [],
  strictTls: true,
  systemCertificates: true,
};

const proxy = 'http://proxy.example:8080';

const cases: readonly [what: string, http: Editor['http'], expected: object][] = [
  ['nothing set leaves the proxy to the environment and verifies', {}, {}],
  ['http.proxy is the proxy', { proxy: { globalValue: proxy } }, { proxy }],
  [
    'http.proxySupport can turn it off, that of the environment too',
    { proxy: { globalValue: proxy }, proxySupport: { globalValue: 'off' } },
    { proxy: '' },
  ],
  [
    'http.noProxy names what is reached without it',
    { noProxy: { globalValue: ['shop.example'] } },
    { noProxy: ['shop.example'] },
  ],
  [
    'http.proxyStrictSSL can turn the check off',
    { proxyStrictSSL: { defaultValue: true, globalValue: false } },
    { strictTls: false },
  ],
  [
    'http.systemCertificates can leave the system’s authorities out',
    { systemCertificates: { defaultValue: true, globalValue: false } },
    { systemCertificates: false },
  ],
  [
    'a workspace has no say in any of it',
    {
      proxy: { workspaceValue: 'http://attacker.example' },
      noProxy: { workspaceValue: ['*'] },
      proxyStrictSSL: { defaultValue: true, workspaceValue: false },
      systemCertificates: { defaultValue: true, workspaceValue: false },
    },
    {},
  ],
];

describe('the road of requests', () => {
  for (const [what, http, expected] of cases) {
    it(what, () => {
      setEditor({ http });
      assert.deepEqual(roadOf('1.2.3'), { ...plain, ...expected });
    });
  }
});
