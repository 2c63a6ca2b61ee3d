// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import { asFailure } from '../../src/core/errors';
import type { Project } from '../../src/core/model';
import type { GitState } from '../../src/core/ports';
import type { Services } from '../../src/vscode/services';
import { writeToDotenv } from '../../src/vscode/writeToDotenv';
import { setEditor } from './fakeVscode';

const project: Project = {
  id: 'user:shop',
  name: 'Shop',
  provider: 'powabase',
  place: 'user',
  credentials: {},
};
const entry = { name: 'DATABASE_URL', value: 'postgresql://u:new@h/d' };

/** Writes to `.env`; gives the files as they then are, what was asked, and the reason where it ended early. */
async function written(
  git: GitState,
  files: Record<string, string>,
  pressed: string[],
  {
    name = '.env',
    trusted = true,
    unsaved = [] as readonly string[],
    links = [] as readonly string[],
    value = entry.value,
  } = {},
) {
  const asked: string[] = [];
  const shown = setEditor({ files, pressed, trusted, unsaved, links, taken: [[name]] });
  const services = {
    projects: { folderOf: () => undefined },
    world: {
      gitStateOf: async (path: string) => {
        asked.push(path);
        return git;
      },
    },
  } as unknown as Services;
  const ended = await writeToDotenv(services, project, [{ ...entry, value }]).then(
    () => undefined,
    (error) => asFailure(error).reason,
  );
  return { files, shown, ended, asked };
}

const line = `DATABASE_URL=${entry.value}\n`;

describe('writing to a .env file', () => {
  it('asks git nothing in a folder that is not trusted, and writes nothing', async () => {
    const { files, ended, asked } = await written('open', {}, [], { trusted: false });
    assert.deepEqual({ files, ended, asked }, { files: {}, ended: 'restricted', asked: [] });
  });

  it('needs no question where git ignores the file', async () => {
    const { files, shown } = await written('ignored', { '.env': '# mine\nA=1' }, []);
    assert.deepEqual(files, { '.env': `# mine\nA=1\n${line}` });
    assert.deepEqual(shown, ['Which file is it written to?', '.env']);
  });

  it('says that git tracks the file, whatever .gitignore says', async () => {
    const before = { '.env': 'A=1\n', '.gitignore': '.env\n' };
    const left = await written('tracked', { ...before }, []);
    assert.match(left.shown.at(-1) ?? '', /^git tracks \.env\. .*git rm --cached \.env$/);
    assert.deepEqual([left.files, left.ended], [before, 'cancelled']);
    const { files } = await written('tracked', { ...before }, ['Write Anyway']);
    assert.deepEqual(files, { ...before, '.env': `A=1\n${line}` });
  });

  it('tells git to leave the file alone first, in a line of its own', async () => {
    const { files } = await written('open', { '.gitignore': 'out' }, [
      'Add to .gitignore and Write',
    ]);
    assert.deepEqual(files, { '.env': line, '.gitignore': 'out\n.env\n' });
  });

  it('replaces another value only when it is told to, and keeps what stands around it', async () => {
    const before = { '.env': '# the old one\nexport DATABASE_URL="old" # here\nB=2\n' };
    const left = await written('ignored', { ...before }, []);
    assert.equal(left.shown.at(-1), 'Replace what .env has for DATABASE_URL?');
    assert.deepEqual([left.files, left.ended], [before, 'cancelled']);
    const { files } = await written('ignored', { ...before }, ['Replace']);
    assert.deepEqual(files, {
      '.env': `# the old one\nexport DATABASE_URL="${entry.value}" # here\nB=2\n`,
    });
  });

  for (const [what, text] of [
    ['the same value', line],
    ['none yet', 'DATABASE_URL=\n'],
  ] as const) {
    it(`replaces ${what} without a question`, async () => {
      const { files, ended } = await written('ignored', { '.env': text }, []);
      assert.deepEqual([files, ended], [{ '.env': line }, undefined]);
    });
  }

  it('leaves a file alone that has changes in the editor', async () => {
    const { files, ended } = await written('ignored', { '.env': 'A=1\n' }, [], {
      unsaved: ['.env'],
    });
    assert.deepEqual([files, ended], [{ '.env': 'A=1\n' }, 'badInput']);
  });

  it('says at once when no way of quoting gives the value back', async () => {
    const value = '\'"`\n#';
    const { files, ended, shown } = await written('open', { '.env': 'A=1\n' }, [], { value });
    assert.deepEqual([files, ended], [{ '.env': 'A=1\n' }, 'badInput']);
    assert.deepEqual(shown, ['Which file is it written to?', '.env']);
  });

  it('writes through no symbolic link: neither offers one nor takes it for a new file', async () => {
    const before = { '.env': 'A=1\n', '.env.local': 'B=2\n' };
    const other = await written('ignored', { ...before }, [], {
      links: ['.env'],
      name: '.env.local',
    });
    assert.deepEqual(other.shown, ['Which file is it written to?', '.env.local']);
    assert.deepEqual(other.files, { ...before, '.env.local': `B=2\n${line}` });
    const none = await written('ignored', { '.env': 'A=1\n' }, [], { links: ['.env'] });
    assert.deepEqual([none.files, none.ended, none.shown], [{ '.env': 'A=1\n' }, 'badInput', []]);
  });

  it('offers the files of the folder, but none that is an example for others', async () => {
    const files = { '.env.local': '', '.env.example': '', '.envrc': '', 'a.env': '' };
    const { shown } = await written('ignored', files, [], { name: '.env.local' });
    assert.deepEqual(shown, ['Which file is it written to?', '.env', '.env.local']);
  });
});
