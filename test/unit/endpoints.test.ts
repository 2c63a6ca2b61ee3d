import assert from 'node:assert/strict';
import { isTransactionPooler, waysTo } from '../../src/core/connectionStrings/endpoints';
import { libpqEnvironment } from '../../src/core/connectionStrings/environment';
import { parseUri } from '../../src/core/connectionStrings/parts';
import type { Endpoint } from '../../src/core/model';
import { supabaseConnect } from '../../src/providers/connect/supabase';

const ref = 'abcdefghijklmnopqrst';
const direct: Endpoint = {
  kind: 'direct',
  host: `db.${ref}.supabase.co`,
  port: 5432,
  user: 'postgres',
  database: 'postgres',
};
const session: Endpoint = {
  kind: 'sessionPooler',
  host: 'aws-1-eu-west-1.pooler.supabase.com',
  port: 5432,
  user: `postgres.${ref}`,
  database: 'postgres',
};
const transaction: Endpoint = { ...session, kind: 'transactionPooler', port: 6543 };
const dedicated: Endpoint = { ...direct, kind: 'dedicatedPooler', port: 6543 };
const urlOf = ({ user, host, port, database }: Endpoint) =>
  `postgresql://${user}:pass@${host}:${port}/${database}`;

describe('the ways to a database', () => {
  it('are the given one alone where nothing more is known', () => {
    const given = parseUri('postgresql://me:pass@host/db?sslmode=require');
    assert.deepEqual(waysTo(given, []), [{ id: 'given', parts: given }]);
  });

  it('put the given one first where it is none of the others', () => {
    const given = parseUri('postgresql://me:pass@host/db');
    assert.deepEqual(
      waysTo(given, [direct]).map(({ id }) => id),
      ['given', `direct postgres@db.${ref}.supabase.co:5432/postgres`],
    );
  });

  it('recognise the given one, and name each but once', () => {
    const ways = waysTo(parseUri(urlOf(session)), [direct, session, transaction, session]);
    assert.deepEqual(
      ways.map(({ kind }) => kind),
      ['direct', 'sessionPooler', 'transactionPooler'],
    );
  });

  it('open with one password and TLS, but have no server options of another address', () => {
    const given = parseUri(`${urlOf(session)}?sslmode=require&options=reference%3D${ref}`);
    const [first, second] = waysTo(given, [session, direct]);
    assert.equal(first?.parts.options, `reference=${ref}`);
    assert.deepEqual(second?.parts, {
      host: direct.host,
      port: 5432,
      user: 'postgres',
      database: 'postgres',
      password: 'pass',
      tls: 'require',
    });
  });

  const follow: readonly [given: Endpoint, ways: readonly Endpoint[]][] = [
    [direct, [direct]],
    [dedicated, [dedicated, direct]],
    [session, [direct, session, transaction]],
    [transaction, [direct, session, transaction]],
  ];
  for (const [given, ways] of follow) {
    it(`of Supabase that follow from its ${given.kind}`, () => {
      assert.deepEqual(supabaseConnect.endpointsFrom(parseUri(urlOf(given))), ways);
    });
  }

  it('of Supabase do not follow from an address that is not its own', () => {
    assert.deepEqual(supabaseConnect.endpointsFrom(parseUri('postgresql://a:b@127.0.0.1/db')), []);
  });

  it('know which of them share the server’s sessions', () => {
    const kinds = waysTo(parseUri(urlOf(direct)), [direct, session, transaction, dedicated])
      .filter(isTransactionPooler)
      .map(({ kind }) => kind);
    assert.deepEqual(kinds, ['transactionPooler', 'dedicatedPooler']);
  });
});

describe('the environment of psql', () => {
  it('holds every part as it is, and unsets what would lead elsewhere', () => {
    const parts = parseUri('postgresql://u%40x:p%20%27%24@[::1]:6543/a%3Db?sslmode=verify-full');
    assert.deepEqual(libpqEnvironment({ ...parts, caFile: '/ca.crt' }), {
      PGSERVICE: null,
      PGHOSTADDR: null,
      PGHOST: '::1',
      PGPORT: '6543',
      PGDATABASE: 'a=b',
      PGUSER: 'u@x',
      PGPASSWORD: "p '$",
      PGSSLMODE: 'verify-full',
      PGSSLROOTCERT: '/ca.crt',
      PGOPTIONS: null,
    });
  });
});
