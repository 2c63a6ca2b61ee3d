import assert from 'node:assert/strict';
import { endpointsOf } from '../../src/core/accounts/endpoints';
import { parseUri } from '../../src/core/connectionStrings/parts';

const ref = 'abcdefghijklmnopqrst';
const pooler = `postgres://postgres.${ref}@aws-1-eu-central-1.pooler.supabase.com`;

describe('the ways to a database that an account tells', () => {
  it('are kept by what they are, without replicas', () => {
    const ways = [
      ['direct', false, `postgres://postgres@db.${ref}.supabase.co:5432/postgres`],
      ['session', false, `${pooler}:5432/postgres`],
      ['transaction', false, `${pooler}:6543/postgres`],
      ['transaction', false, `postgres://postgres@db.${ref}.supabase.co:6543/postgres`],
      ['session', true, `${pooler}:5432/postgres`],
    ] as const;
    const found = ways.map(([kind, replica, uri]) => ({ kind, replica, parts: parseUri(uri) }));
    const database = 'postgres';
    const own = { host: `db.${ref}.supabase.co`, user: 'postgres', database };
    const shared = {
      host: 'aws-1-eu-central-1.pooler.supabase.com',
      user: `postgres.${ref}`,
      database,
    };
    assert.deepEqual(endpointsOf(found), [
      { kind: 'direct', port: 5432, ...own },
      { kind: 'sessionPooler', port: 5432, ...shared },
      { kind: 'transactionPooler', port: 6543, ...shared },
      { kind: 'dedicatedPooler', port: 6543, ...own },
    ]);
  });
});
