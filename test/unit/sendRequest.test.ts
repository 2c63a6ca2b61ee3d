// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import type { Project } from '../../src/core/model';
import { parseRequest } from '../../src/core/rest/parse';
import { readRequest } from '../../src/core/rest/request';
import { runRequest } from '../../src/vscode/commands/sendRequest';
import type { Services } from '../../src/vscode/services';
import { setEditor } from './fakeVscode';

const project: Project = {
  id: 'user:shop',
  name: 'Shop',
  place: 'user',
  provider: 'powabase',
  safety: 'confirm',
  credentials: {},
};

describe('sending a request', () => {
  it('that the person takes back at the question is no failure', async () => {
    const shown = setEditor({ pressed: [] });
    const text = 'DELETE /orders?id=eq.1';
    const said: string[] = [];
    const run = {
      done: (status: string) => void said.push(`done: ${status}`),
      fail: () => void said.push('failed'),
    };
    const services = {
      results: { begin: () => run },
      sessions: { send: () => assert.fail('It was sent.') },
      log: { failure: () => assert.fail('It was logged.') },
    };
    const request = readRequest(text, { start: 0, end: text.length });
    const parsed = parseRequest(text);
    assert.ok(parsed);
    await runRequest(services as unknown as Services, { project, request, role: 'anon', parsed });
    assert.match(shown.join(), /Run this on "Shop"\?/);
    assert.deepEqual(said, ['done: Cancelled.']);
  });
});
