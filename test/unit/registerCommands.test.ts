// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { cancelled, Failure, message } from '../../src/core/errors';
import type { Surfaces } from '../../src/vscode/commands';
import { pickProject } from '../../src/vscode/commands/pickProject';
import { createLog } from '../../src/vscode/log';
import type { LoadOnDemand } from '../../src/vscode/onDemand';
import { createResultRuns } from '../../src/vscode/panels/resultRuns';
import { registerCommands } from '../../src/vscode/registerCommands';
import { reporting } from '../../src/vscode/reporting';
import type { Services } from '../../src/vscode/services';
import { setEditor } from './fakeVscode';

const secret = 'Qx7ZpL2vN9tRk4WmB8cYfD_h3JsA6uG';
const id = 'powabase.showLog';

const thrown: readonly (readonly [what: string, error: unknown, said: RegExp])[] = [
  [
    'a failure that quotes a key',
    new Failure('badInput', message('"{0}" is no key.', `sb_secret_${secret}`)),
    /^"sb_secret_••••.* is no key\.$/,
  ],
  [
    'an error of a library with a whole URL in it',
    new TypeError(`cannot reach postgresql://ann:${secret}@db.example/shop`),
    /^cannot reach postgresql:\/\/ann:••••@db\.example/,
  ],
  ['a text', `Bearer ${secret}`, /^Bearer ••••/],
  [
    'advice that quotes a token',
    new Failure('refusedLogin', message('No.'), {
      hint: message('Replace {0}.', `sbp_${secret}`),
    }),
    /^No\. Replace sbp_••••/,
  ],
];

/** What somebody gets who runs the command by its id, as another extension may. */
async function ran(error: unknown, atLoad: boolean): Promise<unknown> {
  const load = async () => {
    if (atLoad) throw error;
    return {
      commands: {
        [id]: () => async () => {
          throw error;
        },
      },
    };
  };
  const services = { log: createLog(new Set()) } as unknown as Services;
  const registration = registerCommands(
    [id],
    services,
    {} as Surfaces,
    load as unknown as LoadOnDemand,
  );
  const result = await vscode.commands.executeCommand(id);
  registration.dispose();
  return result;
}

describe('a command that fails', () => {
  for (const [what, error, said] of thrown) {
    for (const atLoad of [false, true]) {
      it(`with ${what}${atLoad ? ', before it has begun,' : ''} throws nothing at its caller`, async () => {
        const shown = setEditor();
        assert.equal(await ran(error, atLoad), undefined);
        const [logged = '', sentence = ''] = shown;
        assert.match(sentence, said);
        assert.match(logged, /^powabase\.showLog: /);
        assert.ok(!shown.some((text) => text.includes(secret)), shown.join('\n'));
      });
    }
  }

  it('for want of a project leads to adding one', async () => {
    const services = { log: createLog(new Set()), projects: { list: () => [] } };
    const run: string[] = [];
    const adding = vscode.commands.registerCommand('powabase.addProject', () => run.push('added'));
    const shown = setEditor({ pressed: ['Add Project'] });
    await reporting(services, 'verify', async () => {
      await pickProject(services as unknown as Services, undefined);
    });
    adding.dispose();
    assert.equal(shown[1], 'There is no project yet. Add one with Powabase: Add Project.');
    assert.deepEqual(run, ['added']);
  });

  it('because another runs leads to ending that', async () => {
    const services = { log: createLog(new Set()) };
    const run: string[] = [];
    const cancelling = vscode.commands.registerCommand('powabase.cancel', () => run.push('ended'));
    setEditor({ pressed: ['Cancel It'] });
    await reporting(services, 'send', async () => {
      const listener = { changed: () => {}, tabs: () => {}, outgrew: async () => {} };
      const runs = createResultRuns(async () => assert.fail('No rows come.'), listener);
      const heading = { project: 'Shop', role: 'anon', text: 'GET /slow' };
      const actions = { cancel() {}, retry() {} };
      runs.begin(heading, actions, false);
      runs.begin(heading, actions, false);
    });
    cancelling.dispose();
    assert.deepEqual(run, ['ended']);
  });

  it('because the person left it says nothing', async () => {
    const shown = setEditor();
    assert.equal(await ran(cancelled(), false), undefined);
    assert.deepEqual(shown, []);
  });
});
