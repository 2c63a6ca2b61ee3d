// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import { asFailure } from '../../src/core/errors';
import type { Project } from '../../src/core/model';
import { completionsOf, showFindings } from '../../src/vscode/requests/features';
import { asked, dotenv, files, good, happens, nothing, projectWith, shell, thief } from './alone';
import { childrenOf, collapse } from './fakeTree';
import { setEditor } from './fakeVscode';
import { documentOf } from './requestDocument';

describe('by itself the extension', () => {
  for (const [what, happen] of happens) {
    for (const [source, id, from] of asked) {
      it(`for ${what} sends nothing, starts nothing and asks nothing: ${source}`, async () => {
        const project = projectWith(id, from);
        const { services, noticed, change } = shell({ ...project, credentials: {} });
        // It stands open since it had no credential.
        await childrenOf({ kind: 'project', project: { ...project, credentials: {} } });
        change(project);
        await happen(services, project);
        assert.deepEqual(noticed(), nothing);
      });
    }

    for (const [source, id, from] of [
      ['a key of a file', 'serviceRoleKey', dotenv('SERVICE')],
      ['a secret', 'serviceRoleKey', { from: 'stored' }],
      ['a question', 'serviceRoleKey', { from: 'ask' }],
    ] satisfies typeof asked) {
      it(`for ${what} sends nothing elsewhere, and asks nothing: ${source}`, async () => {
        const project = projectWith(id, from, good);
        const { services, credentials, noticed, change } = shell(project);
        if (from.from === 'stored') await credentials.store(project, id, 'value');
        await credentials.read(project, id);
        await childrenOf({ kind: 'project', project });
        const before = JSON.stringify(noticed());
        const moved = projectWith(id, from, thief);
        change(moved);
        await happen(services, moved);
        assert.equal(JSON.stringify(noticed()), before);
      });
    }

    it(`for ${what} reaches no other database than the file named when it was used`, async () => {
      const project = projectWith('databaseUrl', dotenv('GOOD'), good);
      const { services, credentials, noticed, change } = shell({ ...project, credentials: {} });
      await credentials.read(project, 'databaseUrl');
      await childrenOf({ kind: 'project', project: { ...project, credentials: {} } });
      setEditor({ files: { '.env': files['.env'].replace('BAD=', 'GOOD=') } });
      change(project);
      await happen(services, project);
      assert.deepEqual(noticed(), nothing);
    });

    it(`for ${what} reads with what a person used there`, async () => {
      const project = projectWith('databaseUrl', dotenv('GOOD'), good);
      const { services, credentials, reached, change } = shell({ ...project, credentials: {} });
      await childrenOf({ kind: 'project', project: { ...project, credentials: {} } });
      change(project);
      await credentials.read(project, 'databaseUrl');
      await happen(services, project);
      const isPanel = what.includes('panel');
      assert.deepEqual(reached, isPanel ? [] : ['postgresql://u:p@shop.example/d']);
    });
  }
});

describe('a server that needs no key', () => {
  const project: Project = { ...projectWith('userToken', { from: 'ask' }), provider: 'postgrest' };
  const keyless = { ...project, credentials: {} };
  const elsewhere = { ...keyless, url: good };

  for (const [what, happen] of happens) {
    it(`is not reached by itself for ${what}, where the workspace names it`, async () => {
      const { services, noticed, change } = shell(elsewhere);
      await childrenOf({ kind: 'project', project: { ...project, provider: 'powabase' } });
      change(keyless);
      await happen(services, keyless);
      assert.deepEqual(noticed(), nothing);
    });
  }

  it('is reached once a person has, and where the person added it', async () => {
    for (const one of [keyless, { ...keyless, place: 'user' as const }]) {
      const { services, reached } = shell(one);
      if (one.place === 'workspace') {
        await services.sessions.restCatalog(one, 'other').catch(() => {});
        services.sessions.forget(one);
      }
      reached.length = 0;
      await showFindings(services, documentOf('# @project Shop\nGET /a').document, () => {});
      assert.deepEqual(reached, [`${thief}/`]);
    }
  });
});

describe('a catalog that is read by itself', () => {
  it('is that of the requests, where a person has sent one and used no Database URL', async () => {
    const { credentials: key } = projectWith('serviceRoleKey', dotenv('SERVICE'));
    const { credentials: database } = projectWith('databaseUrl', dotenv('GOOD'));
    const project = {
      ...projectWith('serviceRoleKey', dotenv('SERVICE'), good),
      credentials: { ...key, ...database },
    };
    const { services, credentials, reached } = shell(project);
    await credentials.read(project, 'serviceRoleKey');
    const check = () =>
      showFindings(services, documentOf('# @project Shop\nGET /a').document, () => {});
    await check();
    assert.deepEqual(reached, [`${good}/rest/v1/`]);
    await credentials.read(project, 'databaseUrl');
    await check();
    assert.ok(reached.includes('postgresql://u:p@shop.example/d'));
  });
});

describe('a project of the tree', () => {
  const project = projectWith('serviceRoleKey', dotenv('SERVICE'));
  const node = { kind: 'project', project } as const;

  it('that was moved says that it waits for a person, and is read when one selects it', async () => {
    const { explorer, reached } = shell(project);
    await childrenOf({ kind: 'project', project: { ...project, credentials: {} } });
    const [child] = await childrenOf(node);
    assert.ok(child?.kind === 'failure');
    assert.match(child.failure.message, /^Waits for Retry: .* not used here yet\.$/);
    explorer.refresh(child);
    await childrenOf(node);
    assert.deepEqual(reached, [`${thief}/rest/v1/`]);
  });

  it('is asked anew where a person expands it again', async () => {
    const { reached } = shell(project);
    await childrenOf({ kind: 'project', project: { ...project, credentials: {} } });
    collapse(node);
    await childrenOf(node);
    assert.deepEqual(reached, [`${thief}/rest/v1/`]);
  });

  it('whose server refuses is left alone until a person asks again', async () => {
    const { services, explorer, reached } = shell(project);
    await childrenOf(node);
    for (const text of ['GET /a', 'GET /ab', '# @schema a\nGET /a', '# @schema ab\nGET /a']) {
      await childrenOf(node);
      const { document, position } = documentOf(`# @project Shop\n${text}|`);
      await showFindings(services, document, () => {});
      await completionsOf(services, document, position);
    }
    assert.equal(reached.length, 1);
    explorer.refresh(node);
    await childrenOf(node);
    assert.equal(reached.length, 2);
  });
});

describe('a question for a value', () => {
  it('is for one address: settings that name another get a question', async () => {
    const project = projectWith('serviceRoleKey', { from: 'ask' }, good);
    const { credentials } = shell(project);
    await credentials.read(project, 'serviceRoleKey');
    const shown = setEditor({ typed: ['another'] });
    const moved = { ...project, url: thief };
    const reason = await credentials
      .read(moved, 'serviceRoleKey')
      .catch((error) => asFailure(error).reason);
    assert.equal(reason, 'wrongOrigin');
    assert.match(
      shown[0] ?? '',
      /to https:\/\/thief\.example\? It was used for https:\/\/shop\.example\./,
    );
  });
});
