import assert from 'node:assert/strict';
import type { AccountProject } from '../../src/core/accounts/account';
import { supabase } from '../../src/core/accounts/supabase';
import { plain } from '../../src/core/errors';
import { answer, answering, at, failureOf, never } from './accountAnswers';

const ref = 'abcdefghijklmnopqrst';
const project: AccountProject = { id: ref, name: 'Shop' };

const part = (below: string) => `/v1/projects/${ref}${below}`;
const about = {
  ref,
  name: 'Shop (renamed)',
  status: 'ACTIVE_HEALTHY',
  database: { host: `db.${ref}.supabase.co` },
};
const poolerUri = `postgresql://postgres.${ref}:[YOUR-PASSWORD]@aws-0-eu-central-1.pooler.supabase.com:6543/postgres`;

describe('a project of a Supabase account', () => {
  it('comes with its URL, its keys and the ways to its database', async () => {
    const secret = `sb_secret_${'s'.repeat(31)}`;
    const draft = await supabase.read(
      at(
        supabase,
        answering({
          [part('')]: about,
          [part('/api-keys?reveal=true')]: [
            { name: 'ci', type: 'secret', api_key: `${secret}1` },
            { name: 'default', type: 'secret', api_key: secret },
          ],
          [part('/config/database/pooler')]: [
            { connection_string: poolerUri, pool_mode: 'transaction', database_type: 'PRIMARY' },
          ],
          [part('/postgrest')]: { jwt_secret: 'a-secret-of-more-than-thirty-two-characters' },
        }),
      ),
      project,
      never,
    );
    assert.deepEqual(draft, {
      provider: 'supabase',
      name: 'Shop (renamed)',
      url: `https://${ref}.supabase.co`,
      credentials: {
        secretKey: secret,
        'secretKey:ci': `${secret}1`,
        jwtSecret: 'a-secret-of-more-than-thirty-two-characters',
      },
      endpoints: [
        {
          kind: 'direct',
          replica: false,
          parts: {
            host: `db.${ref}.supabase.co`,
            port: 5432,
            database: 'postgres',
            user: 'postgres',
            tls: 'unsaid',
          },
        },
        {
          kind: 'transaction',
          replica: false,
          parts: {
            host: 'aws-0-eu-central-1.pooler.supabase.com',
            port: 6543,
            database: 'postgres',
            user: `postgres.${ref}`,
            tls: 'unsaid',
          },
        },
      ],
      notes: [],
    });
  });

  it('is at the domain of its database’s host, and elsewhere only where none is told', async () => {
    const urls: (string | undefined)[] = [];
    for (const host of [`db.${ref}.supabase.red`, 'db.example', '10.0.0.1', `db.${ref}.x/../y`]) {
      const send = answering({
        [part('')]: { ...about, database: { host } },
        [part('/api-keys?reveal=true')]: [],
      });
      urls.push((await supabase.read(at(supabase, send), project, never)).url);
    }
    assert.deepEqual(urls, [
      `https://${ref}.supabase.red`,
      `https://${ref}.supabase.co`,
      `https://${ref}.supabase.co`,
      `https://${ref}.supabase.co`,
    ]);
  });

  it('says of every part that the token may not read what is missing', async () => {
    const draft = await supabase.read(
      at(supabase, async ({ url }) =>
        url.endsWith(ref) ? answer(200, { ...about, status: 'INACTIVE' }) : answer(403, '{}'),
      ),
      project,
      never,
    );
    assert.deepEqual(draft.credentials, {});
    assert.deepEqual(draft.notes.map(plain), [
      'Paused. Resume it in the dashboard.',
      'The keys are missing: Supabase does not allow this to the token.',
      'The addresses of the poolers are missing: Supabase does not allow this to the token.',
      'The JWT secret is missing: Supabase does not allow this to the token.',
    ]);
  });

  it('fails when nothing of it can be read', async () => {
    const failure = await failureOf(supabase.read(at(supabase, answering({})), project, never));
    assert.equal(failure.reason, 'badAnswer');
    assert.equal(failure.message, 'Supabase refused the request with status 404.');
  });

  it('keeps no password that a pooler’s address should not have', async () => {
    const send = answering({
      [part('')]: about,
      [part('/config/database/pooler')]: [
        { connection_string: 'postgres://u:hunter22@h/d', pool_mode: 'session' },
        { connection_string: 'https://h/', pool_mode: 'session' },
        { connection_string: 'postgres://u@h/d', pool_mode: 'statement' },
        {
          connection_string: 'postgres://u:[YOUR-PASSWORD]@r/d',
          pool_mode: 'session',
          database_type: 'READ_REPLICA',
        },
      ],
    });
    const { endpoints } = await supabase.read(at(supabase, send), project, never);
    assert.deepEqual(
      endpoints.map(({ kind, replica, parts }) => [kind, replica, parts.host]),
      [
        ['direct', false, `db.${ref}.supabase.co`],
        ['session', false, 'h'],
        ['session', true, 'r'],
      ],
    );
    assert.ok(!JSON.stringify(endpoints).includes('hunter22'));
  });
});
