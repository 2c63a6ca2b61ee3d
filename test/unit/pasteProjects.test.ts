// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import { detectProject } from '../../src/core/detectProject';
import { pasteProjects } from '../../src/vscode/commands/pasteProject';
import type { Services } from '../../src/vscode/services';
import { setEditor } from './fakeVscode';

const two = `SHOP_URL=https://shop.p.powabase.ai
LAB_URL=https://abcdefghijklmnopqrst.supabase.co
`;

const services = {
  world: { detectProject: async (text: string) => detectProject(text) },
} as unknown as Services;

describe('a paste', () => {
  it('of one project asks nothing more', async () => {
    const shown = setEditor({ typed: ['https://shop.p.powabase.ai'] });
    const [draft, ...others] = await pasteProjects(services);
    assert.equal(draft?.url, 'https://shop.p.powabase.ai');
    assert.deepEqual([others, shown], [[], []]);
  });

  it('of several projects lets one pick those to add, in their order', async () => {
    const urls = ['https://shop.p.powabase.ai', 'https://abcdefghijklmnopqrst.supabase.co'];
    const shown = setEditor({ typed: [two], taken: [urls] });
    const drafts = await pasteProjects(services);
    assert.equal(shown[0], '2 Projects in This Text');
    assert.deepEqual(
      drafts.map(({ url, provider }) => [url, provider?.id]),
      [
        [urls[0], 'powabase'],
        [urls[1], 'supabase'],
      ],
    );
  });

  it('gives only the one that was picked', async () => {
    setEditor({ typed: [two], taken: [['https://abcdefghijklmnopqrst.supabase.co']] });
    const drafts = await pasteProjects(services);
    assert.deepEqual(
      drafts.map(({ url }) => url),
      ['https://abcdefghijklmnopqrst.supabase.co'],
    );
  });

  it('gives nothing when the box, or the list, is left', async () => {
    setEditor();
    assert.deepEqual(await pasteProjects(services), []);
    setEditor({ typed: [two] });
    assert.deepEqual(await pasteProjects(services), []);
  });
});
