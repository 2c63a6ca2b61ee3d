// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import { detectProject } from '../../src/core/detectProject';
import { asFailure } from '../../src/core/errors';
import { addProject } from '../../src/vscode/commands/addProject';
import type { Services } from '../../src/vscode/services';
import { type Editor, setEditor } from './fakeVscode';
import { shell } from './shell';

const paste = ['$(clippy) Paste what you have'];
const save = ['$(check) Save and verify'];
const databaseUrl = ['Database URL'];

/** What is saved, and what was verified, once a person has given these answers. */
async function added(answers: Partial<Editor>) {
  const shown = setEditor(answers);
  const { projects, credentials, secrets, ...rest } = shell();
  const verified: string[] = [];
  const secretsSent: string[] = [];
  const world = {
    ...rest.world,
    detectProject: async (text: string) => detectProject(text),
    verify: async ({ url = '', jwtSecret }: Partial<Record<string, string>>) => {
      verified.push(url);
      if (jwtSecret !== undefined) secretsSent.push(jwtSecret);
      return [];
    },
  };
  const services = { projects, credentials, world, log: { failure() {} }, sessions: {} };
  const ended = await addProject(services as unknown as Services).then(
    () => 'added',
    (error) => asFailure(error).reason,
  );
  const values = secrets.keys().map((key) => JSON.parse(String(secrets.get(key))).value);
  return {
    ended,
    shown,
    verified,
    secretsSent,
    values,
    names: projects.list().map(({ name }) => name),
  };
}

const urls = ['https://shop.p.powabase.ai', 'https://abcdefghijklmnopqrst.supabase.co'];
const two = `SHOP_URL=${urls[0]}\nLAB_URL=${urls[1]}\n`;

describe('adding the projects of one paste', () => {
  it('reviews, saves and verifies one after the other', async () => {
    const { ended, names, verified } = await added({
      typed: [two],
      taken: [paste, urls, save, save],
    });
    assert.equal(ended, 'added');
    assert.deepEqual(names, ['shop', 'abcdefghijklmnopqrst']);
    assert.deepEqual(verified, urls);
  });

  it('goes on to the next where one goes back from a review', async () => {
    const { names, verified } = await added({
      typed: [`${two}THIRD_URL=https://lab.p.powabase.ai`],
      taken: [paste, [...urls, 'https://lab.p.powabase.ai'], save, ['Back'], save],
    });
    assert.deepEqual(names, ['shop', 'lab']);
    assert.deepEqual(verified, [urls[0], 'https://lab.p.powabase.ai']);
  });

  it('keeps what is saved already where one leaves a review', async () => {
    const { ended, names } = await added({ typed: [two], taken: [paste, urls, save] });
    assert.deepEqual([ended, names], ['cancelled', ['shop']]);
  });

  it('saves nothing where one leaves the first review, and goes back to the ways from it', async () => {
    const left = await added({ typed: [two], taken: [paste, urls] });
    assert.deepEqual([left.ended, left.names, left.values], ['cancelled', [], []]);
    const back = await added({ typed: [two], taken: [paste, urls, ['Back']] });
    assert.deepEqual(back.names, []);
    assert.match(back.shown.at(-1) ?? '', /^Paste what you have, or choose the system/);
  });
});

describe('a project under review', () => {
  it('is verified with what was pasted before anything of it is saved', async () => {
    const verifyFirst = ['$(pulse) Verify first'];
    const typed = [`POWABASE_URL=${urls[0]} JWT_SECRET=a-secret-that-signs-and-is-long`];
    const left = await added({ typed: [...typed], taken: [paste, verifyFirst] });
    assert.deepEqual([left.ended, left.names, left.values], ['cancelled', [], []]);
    assert.deepEqual(
      [left.verified, left.secretsSent],
      [[urls[0]], ['a-secret-that-signs-and-is-long']],
    );
    const saved = await added({ typed, taken: [paste, verifyFirst, save] });
    assert.deepEqual([saved.names, saved.verified], [['shop'], [urls[0], urls[0]]]);
  });
});

describe('a Database URL without its password', () => {
  const placeholders = ['[YOUR-PASSWORD]', '[PASSWORD]', '<db-password>', 'YOUR_PASSWORD'];
  const host = 'db.abcdefghijklmnopqrst.supabase.co:5432/postgres';

  for (const placeholder of placeholders) {
    it(`(${placeholder}) takes the password alone, as it is`, async () => {
      const { values, names } = await added({
        typed: [`postgresql://postgres:${placeholder}@${host}`, ' p@ss/w:rd#?% '],
        taken: [paste, databaseUrl, save],
      });
      assert.deepEqual(names, ['abcdefghijklmnopqrst']);
      assert.deepEqual(values, [`postgresql://postgres:p%40ss%2Fw%3Ard%23%3F%25@${host}`]);
    });
  }

  it('takes a whole URL in the place of the password', async () => {
    const whole = `postgresql://postgres:hunter2@${host}`;
    const { values } = await added({
      typed: [`postgresql://postgres@${host}`, whole],
      taken: [paste, databaseUrl, save],
    });
    assert.deepEqual(values, [whole]);
  });

  it('stays as it is where the box is left or empty', async () => {
    for (const typed of [[], ['  ']]) {
      const open = `postgresql://postgres@${host}`;
      const { values } = await added({
        typed: [open, ...typed],
        taken: [paste, databaseUrl, save],
      });
      assert.deepEqual(values, [open]);
    }
  });
});
