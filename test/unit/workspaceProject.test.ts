// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import { detectProject } from '../../src/core/detectProject';
import { asFailure } from '../../src/core/errors';
import { findInWorkspace } from '../../src/vscode/commands/workspaceProject';
import type { Services } from '../../src/vscode/services';
import { setEditor } from './fakeVscode';
import { keys } from './pasted';

const services = {
  world: {
    detectProject: async (text: string) => detectProject(text),
    variable: () => undefined,
    liesWithin: async (_: string, file: string) => !file.includes('/linked/'),
  },
} as unknown as Services;

const toml = 'project_id = "cli-shop"\n\n[api]\nport = 55321\n\n[db]\nport = 55322\n';
const dotenv = `POWABASE_URL=https://shop.p.powabase.ai\nPOWABASE_ANON_KEY=${keys.powabaseAnon}\n`;
const two = `A_URL=https://a.p.powabase.ai\nB_URL=https://b.p.powabase.ai\n`;

describe('the projects that the files of a folder tell of', () => {
  const files = {
    'notes/flux.json': '{ "slug": "notes", "hash": "0123abc" }',
    'supabase/config.toml': toml,
    '.env': dotenv,
    'apps/.env.local': two,
    '.env.empty': '# nothing of a project\n',
    'linked/.env': 'SUPABASE_URL=https://abcdefghijklmnopqrst.supabase.co\n',
  };

  it('stand in a list, each with its file; a link out of the folder is not read', async () => {
    const shown = setEditor({ files });
    assert.equal(await findInWorkspace(services), undefined, 'it was left');
    assert.deepEqual(shown, [
      'Projects That Files Tell Of',
      'notes',
      'cli-shop',
      'https://shop.p.powabase.ai',
      'https://a.p.powabase.ai',
      'https://b.p.powabase.ai',
    ]);
  });

  it('come from supabase/config.toml with the ports and the name of the local stack', async () => {
    setEditor({ files, taken: [['cli-shop']] });
    const found = await findInWorkspace(services);
    assert.deepEqual(
      [found?.name, found?.provider?.id, found?.url],
      ['cli-shop', 'supabase', 'http://127.0.0.1:55321'],
    );
    assert.deepEqual(found?.credentials, {
      databaseUrl: {
        from: 'typed',
        value: 'postgresql://postgres:postgres@127.0.0.1:55322/postgres',
      },
    });
  });

  it('leave the secrets of a .env where they are', async () => {
    setEditor({ files, taken: [['https://shop.p.powabase.ai']] });
    const found = await findInWorkspace(services);
    assert.deepEqual(found?.credentials, {
      anonKey: { from: 'dotenv', file: '.env', key: 'POWABASE_ANON_KEY' },
    });
  });

  it('are none: one sentence says where was looked', async () => {
    setEditor({ files: { '.env': 'A=1\n' } });
    await assert.rejects(
      findInWorkspace(services),
      /No \.env file, supabase\/config\.toml or flux\.json of this folder tells of a project/,
    );
  });

  it('are not looked for in a folder that is not trusted', async () => {
    setEditor({ files, trusted: false });
    const ended = await findInWorkspace(services).then(() => 'read', asFailure);
    assert.ok(ended instanceof Error && asFailure(ended).reason === 'restricted');
  });
});
