// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import * as vscode from 'vscode';
import { copySecret } from '../../src/vscode/clipboard';
import { poll } from '../sandbox/poll';
import { memento, setEditor } from './fakeVscode';

const remembered = () => memento() as unknown as vscode.Memento;
const clipboard = () => vscode.env.clipboard.readText();

describe('a copied secret', () => {
  it('is told to be one the first time alone, with a way to the setting that clears it', async () => {
    const state = remembered();
    const ran: unknown[][] = [];
    const shown = setEditor({ pressed: ['Clear the Clipboard by Itself…'], ran });
    await copySecret('first', state);
    await poll(async () => ran[0], 'no setting was opened');
    assert.match(shown[0] ?? '', /is a secret.*never into a chat, a mail/);
    assert.deepEqual(ran, [['workbench.action.openSettings', 'powabase.clipboard.clearSeconds']]);
    await copySecret('second', state);
    assert.equal(shown.length, 1);
    assert.equal(await clipboard(), 'second');
  });

  describe('with a time for it', () => {
    const seconds = 20;
    beforeEach(() => {
      setEditor({ own: { 'clipboard.clearSeconds': seconds } });
      mock.timers.enable({ apis: ['setTimeout'] });
    });
    afterEach(() => mock.timers.reset());

    /** Lets so much time go by, and what then happens happen. */
    async function letPass(milliseconds: number) {
      mock.timers.tick(milliseconds);
      await new Promise((resolve) => setImmediate(resolve));
    }

    it('is taken off when that is over, and not before', async () => {
      await copySecret('secret', remembered());
      await letPass(seconds * 1_000 - 1);
      assert.equal(await clipboard(), 'secret');
      await letPass(1);
      assert.equal(await clipboard(), '');
    });

    it('leaves alone what was copied after it', async () => {
      await copySecret('secret', remembered());
      await vscode.env.clipboard.writeText('something else');
      await letPass(seconds * 1_000);
      assert.equal(await clipboard(), 'something else');
    });
  });
});
