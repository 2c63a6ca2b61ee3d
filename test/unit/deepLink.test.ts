import assert from 'node:assert/strict';
import { readDeepLink } from '../../src/core/deepLink';
import { plain } from '../../src/core/errors';

describe('readDeepLink', () => {
  it('opens Connect for a project, at a tab', () => {
    assert.deepEqual(readDeepLink('/connect', 'project=My+shop&tab=connection-strings'), {
      kind: 'connect',
      project: 'My shop',
      tab: 'connection-strings',
    });
    assert.deepEqual(readDeepLink('/connect', 'showConnect=true&connectTab=api-keys'), {
      kind: 'connect',
      tab: 'api-keys',
    });
  });
  it('begins a Flux project from slug and hash', () => {
    assert.deepEqual(readDeepLink('/add', 'slug=my--shop&hash=0123abc'), {
      kind: 'addFlux',
      slug: 'my--shop',
      hash: '0123abc',
    });
  });

  const refused: readonly [string, string, RegExp][] = [
    ['/run', 'sql=drop+table+t', /names nothing/],
    ['', '', /names nothing/],
    ['/connect', 'project=Shop&token=hunter2', /Secrets never belong in a link/],
    ['/connect', 'tab=settings', /a tab that/],
    ['/connect', 'showConnect=false', /does not ask/],
    ['/connect', `project=${'x'.repeat(300)}`, /longer/],
    ['/connect', 'project=%5Bevil%5D(command:workbench.action.quit)', /no project can have/],
    ['/connect', 'project=evil%E2%80%AEgnp', /no project can have/],
    ['/connect', 'project=%24(pass)+evil', /no project can have/],
    ['/add', 'slug=shop&hash=0123ABC!', /seven characters/],
    ['/add', 'slug=..%2Fevil&hash=0123abc', /its slug/],
    ['/add', 'slug=shop&hash=0123abc&anonKey=hunter2', /Secrets never belong/],
    ['/add', 'slug=shop&hash=0123abc&url=https://evil.example', /more than it may/],
  ];
  for (const [path, query, expected] of refused) {
    it(`refuses ${path}?${query.slice(0, 40)} and repeats none of it`, () => {
      const link = readDeepLink(path, query);
      const sentence = link.kind === 'refused' ? plain(link.sentence) : assert.fail('accepted');
      assert.match(sentence, expected);
      assert.doesNotMatch(sentence, /hunter2|evil/);
    });
  }
});
