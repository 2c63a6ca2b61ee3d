// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import type { Account } from '../../src/core/accounts/account';
import { detectProject } from '../../src/core/detectProject';
import { Failure, message } from '../../src/core/errors';
import { pasteProjects } from '../../src/vscode/commands/pasteProject';
import type { Services } from '../../src/vscode/services';
import { setEditor } from './fakeVscode';
import { jwt, keys } from './pasted';

const two = `SHOP_URL=https://shop.p.powabase.ai
LAB_URL=https://abcdefghijklmnopqrst.supabase.co
`;

/** Of its two projects the first cannot be read. */
const account: Account = {
  id: 'supabase',
  label: 'Supabase',
  tokenLabel: 'Personal Access Token',
  tokenExample: 'sbp_…',
  tokenUrl: 'https://supabase.example/tokens',
  baseUrl: 'https://api.supabase.example',
  checkToken: async (text) => (text.endsWith('0') ? message('Not a whole token.') : undefined),
  list: async ({ token }) => {
    assert.equal(token, keys.accountOfSupabase);
    return {
      projects: [
        { id: 'one', name: '$(pass) Paused' },
        { id: 'two', name: 'Shop' },
      ],
      notes: [],
    };
  },
  read: async (_, { id, name }) => {
    if (id === 'one') throw new Failure('badAnswer', message('This project is paused.'));
    const url = 'https://shop.example';
    return { provider: 'supabase', name, url, credentials: {}, endpoints: [], notes: [] };
  },
};

const services = {
  world: {
    detectProject: async (text: string) => detectProject(text),
    accounts: async () => [account],
    variable: () => undefined,
  },
  log: { failure() {} },
} as unknown as Services;

describe('a paste', () => {
  it('of one project asks nothing more', async () => {
    const shown = setEditor({ typed: ['https://shop.p.powabase.ai'] });
    const [draft, ...others] = await pasteProjects(services);
    assert.equal(draft?.url, 'https://shop.p.powabase.ai');
    assert.deepEqual([others, shown], [[], []]);
  });

  it('with a token that has expired says so at once, and takes it', async () => {
    const token = jwt({ sub: 'u', exp: 1_700_000_000 });
    const url = 'https://api--notes--0123abc.vsl-base.com';
    const shown = setEditor({ typed: [`FLUX_URL=${url}\nFLUX_BEARER_TOKEN=${token}`] });
    const [draft] = await pasteProjects(services);
    assert.deepEqual(draft?.credentials.userToken, { from: 'typed', value: token });
    assert.match(shown.join(), /expired on 2023-11-14 22:13 UTC/);
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

  it('of an account’s token leads to its projects, and a failing one back to the list', async () => {
    const shown = setEditor({
      typed: [keys.accountOfSupabase],
      taken: [['(pass) Paused'], ['Shop'], ['Forget it']],
    });
    const [draft, ...others] = await pasteProjects(services);
    assert.deepEqual([draft?.name, draft?.url, others], ['Shop', 'https://shop.example', []]);
    assert.deepEqual(shown.slice(0, 7), [
      'Which project?',
      '(pass) Paused',
      'Shop',
      'This project is paused.',
      'Which project?',
      '(pass) Paused',
      'Shop',
    ]);
    assert.deepEqual(draft?.credentials, {}, 'the token is forgotten');
  });

  it('of half a token of an account asks nobody', async () => {
    setEditor({ typed: [keys.accountOfSupabase.replace(/.$/, '0')] });
    await assert.rejects(pasteProjects(services), /Not a whole token/);
  });
});
