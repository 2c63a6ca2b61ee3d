import assert from 'node:assert/strict';
import { idsIn } from '../../src/core/credentialIds';

describe('the credentials of a project', () => {
  it('come by kind, and keys of one kind by name as people count', () => {
    const names = ['worker-10', 'Mailer', 'worker-2', 'worker-1'];
    const keys = names.map((name) => [`secretKey:${name}`, 'stored'] as const);
    const all = { databaseUrl: 'stored', ...Object.fromEntries(keys), secretKey: 'stored' };
    assert.deepEqual(idsIn(all), [
      'secretKey',
      'secretKey:Mailer',
      'secretKey:worker-1',
      'secretKey:worker-2',
      'secretKey:worker-10',
      'databaseUrl',
    ]);
  });
});
