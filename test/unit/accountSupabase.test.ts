import assert from 'node:assert/strict';
import { supabase } from '../../src/core/accounts/supabase';
import { plain } from '../../src/core/errors';
import type { HttpRequest } from '../../src/core/ports';
import { answer, answering, at, never } from './accountAnswers';

const projectsPath = (slug: string, offset = 0) =>
  `/v1/organizations/${slug}/projects?limit=100&offset=${offset}`;
const listed = (id: string, name = id, status = 'ACTIVE_HEALTHY') => ({ ref: id, name, status });

describe('the list of a Supabase account', () => {
  it('has the projects of every organization, page after page', async () => {
    const many = Array.from({ length: 100 }, (_, i) => listed(`aaaaaaaaaaaaaaaa${1000 + i}`));
    const pagination = { count: 101, limit: 100, offset: 0 };
    const { projects, notes } = await supabase.list(
      at(
        supabase,
        answering({
          '/v1/organizations': [
            { id: 'acme', slug: 'acme', name: 'Acme' },
            { id: 'solo', slug: 'solo', name: 'Solo' },
          ],
          [projectsPath('acme')]: { projects: many, pagination },
          [projectsPath('acme', 100)]: { projects: [listed('zz', 'Last')], pagination },
          [projectsPath('solo')]: { projects: [listed('ss', 'One', 'INACTIVE')] },
        }),
      ),
      never,
    );
    assert.deepEqual(notes, []);
    assert.equal(projects.length, 102);
    assert.deepEqual(projects.at(100), { id: 'zz', name: 'Last', group: 'Acme' });
    const { notice, ...paused } = projects.at(101) ?? assert.fail('one is missing');
    assert.deepEqual(paused, { id: 'ss', name: 'One', group: 'Solo' });
    assert.equal(notice && plain(notice), 'Paused. Resume it in the dashboard.');
  });

  it('says which organization it may not look into, and lists the others', async () => {
    const { projects, notes } = await supabase.list(
      at(supabase, async (request) => {
        if (request.url.endsWith('/organizations')) {
          return answer(200, [
            { slug: 'closed', name: 'Closed' },
            { slug: 'open', name: 'Open' },
          ]);
        }
        if (request.url.includes('/closed/')) return answer(403, { message: 'Forbidden' });
        return answer(200, { projects: [listed('aa', 'Shop')], pagination: { count: 1 } });
      }),
      never,
    );
    assert.deepEqual(
      projects.map(({ name }) => name),
      ['Shop'],
    );
    assert.deepEqual(notes.map(plain), [
      'Not all projects of "Closed" are listed: Supabase does not allow this to the token.',
    ]);
  });

  it('keeps the first page when the second one fails, and says so', async () => {
    const { projects, notes } = await supabase.list(
      at(supabase, async ({ url }) => {
        if (url.endsWith('/organizations')) return answer(200, [{ slug: 'acme', name: 'Acme' }]);
        if (url.endsWith('offset=1')) return answer(502, '<html>');
        return answer(200, { projects: [listed('aa')], pagination: { count: 2 } });
      }),
      never,
    );
    assert.equal(projects.length, 1);
    assert.deepEqual(notes.map(plain), [
      'Not all projects of "Acme" are listed: Supabase failed with status 502.',
    ]);
  });

  it('asks no more organizations than the API takes requests, and names those left out', async () => {
    const seen: HttpRequest[] = [];
    const organizations = Array.from({ length: 52 }, (_, i) => ({ slug: `o${i}`, name: `O${i}` }));
    const { notes } = await supabase.list(
      at(supabase, async (request) => {
        seen.push(request);
        const list = request.url.endsWith('/organizations');
        return answer(200, list ? organizations : { projects: [] });
      }),
      never,
    );
    assert.equal(seen.length, 51);
    assert.deepEqual(notes.map(plain), [
      'The organization "O50" is not listed: there are too many.',
      'The organization "O51" is not listed: there are too many.',
    ]);
  });

  it('ends with a server that gives the same page for ever', async () => {
    const seen: HttpRequest[] = [];
    const { projects } = await supabase.list(
      at(supabase, async (request) => {
        seen.push(request);
        return request.url.endsWith('/organizations')
          ? answer(200, [{ slug: 'acme', name: 'Acme' }])
          : answer(200, { projects: [listed('aa')], pagination: { count: 1e9 } });
      }),
      never,
    );
    assert.equal(projects.length, 1);
    assert.equal(seen.length, 3);
  });

  it('ends with a server that always has one more, and says so', async () => {
    let next = 0;
    const { projects, notes } = await supabase.list(
      at(supabase, async (request) => {
        if (request.url.endsWith('/organizations')) {
          return answer(200, [{ slug: 'acme', name: 'Acme' }]);
        }
        next += 1;
        return answer(200, { projects: [listed(`p${next}`)], pagination: { count: 1e9 } });
      }),
      never,
    );
    assert.equal(projects.length, 20);
    assert.deepEqual(notes.map(plain), [
      'Not all projects of "Acme" are listed: there are too many.',
    ]);
  });

  it('goes on after a full page where nobody counts the projects', async () => {
    const full = Array.from({ length: 100 }, (_, i) => listed(`p${i}`));
    const { projects } = await supabase.list(
      at(
        supabase,
        answering({
          '/v1/organizations': [{ slug: 'acme', name: 'Acme' }],
          [projectsPath('acme')]: { projects: full },
          [projectsPath('acme', 100)]: { projects: [listed('last')] },
        }),
      ),
      never,
    );
    assert.equal(projects.at(-1)?.id, 'last');
  });

  it('leaves out what cannot be a project, and shows odd names on one line', async () => {
    const { projects, notes } = await supabase.list(
      at(
        supabase,
        answering({
          '/v1/organizations': [
            { slug: '../admin', name: 'Bad' },
            { slug: 'acme', name: 'A\u202ecme\n' },
            7,
            null,
          ],
          [projectsPath('acme')]: {
            projects: [
              listed('../../v1/profile', 'Escapes'),
              listed('..', 'Up'),
              listed('ABC', 'Capitals'),
              { ref: 'nn' },
              'text',
              listed('aa', ` ${'x'.repeat(200)}\u0000 `),
              { ...listed('bb', 'B'), status: 42 },
            ],
          },
        }),
      ),
      never,
    );
    assert.deepEqual(projects, [
      { id: 'aa', name: `${'x'.repeat(79)}…`, group: 'A cme' },
      { id: 'bb', name: 'B', group: 'A cme' },
    ]);
    assert.deepEqual(notes, []);
  });

  it('sends the token in one header, to the address that it was given, and asks only for reading', async () => {
    const seen: HttpRequest[] = [];
    const send = answering(
      {
        '/base/v1/organizations': [{ slug: 'acme', name: 'Acme' }],
        [`/base${projectsPath('acme')}`]: { projects: [] },
      },
      seen,
    );
    const { token } = at(supabase, send);
    const access = { send, base: 'http://127.0.0.1:4000/base/', token: ` ${token}\n` };
    await supabase.list(access, never);
    assert.equal(seen.length, 2);
    for (const { url, method, headers, body } of seen) {
      assert.ok(url.startsWith('http://127.0.0.1:4000/base/v1/'), url);
      assert.ok(!url.includes('sbp_'));
      assert.equal(method, 'GET');
      assert.equal(body, undefined);
      assert.deepEqual(headers, {
        Authorization: `Bearer ${token}`,
        Accept: 'application/json',
      });
    }
  });
});
