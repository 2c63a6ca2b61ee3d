// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import type { Project } from '../../src/core/model';
import { providerOf } from '../../src/providers';
import { askForValue, problemOfKey } from '../../src/vscode/askForValue';
import { setEditor } from './fakeVscode';
import { jwt, keys } from './pasted';

const project: Project = {
  id: 'user:notes',
  name: 'Notes',
  provider: 'flux-v2',
  place: 'user',
  url: 'https://api--notes--0123abc.vsl-base.com',
  credentials: {},
};
const world = { checkAccessToken: async () => undefined };

describe('the box for a credential', () => {
  const rows = [
    ['has expired', { sub: 'u', exp: 1_700_000_000 }, /expired on 2023-11-14 22:13 UTC/],
    ['is not valid yet', { sub: 'u', nbf: 7_000_000_000 }, /not valid before 2191-10-27/],
  ] as const;
  for (const [what, claims, sentence] of rows) {
    it(`warns of a token that ${what}, and takes it`, async () => {
      const token = jwt(claims);
      const shown = setEditor({ typed: [token] });
      assert.equal(await askForValue(world, project, 'userToken', ''), token);
      assert.match(shown.join(), sentence);
    });
  }

  it('says nothing of a token that is good', async () => {
    const token = jwt({ sub: 'u', nbf: 1_700_000_000, exp: 7_000_000_000 });
    const shown = setEditor({ typed: [token] });
    assert.equal(await askForValue(world, project, 'userToken', ''), token);
    assert.deepEqual(shown, []);
  });

  it('refuses what is no token, and a token of another project before its time is looked at', () => {
    const problem = (text: string) =>
      problemOfKey(providerOf('flux-v2'), 'userToken', text, project.url);
    assert.match(String(problem(keys.secret)), /not a user’s token/);
    const foreign = { sub: 'u', iss: 'https://other.example', exp: 1_700_000_000 };
    assert.match(String(problem(jwt(foreign))), /another project: other\.example/);
  });
});
