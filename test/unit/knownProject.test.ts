// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import { plain } from '../../src/core/errors';
import type { CredentialSource, Project } from '../../src/core/model';
import { knownProject } from '../../src/vscode/commands/knownProject';
import { setEditor } from './fakeVscode';
import { shell } from './shell';

/** What Verify says of a credential that cannot be read: the whole line. */
async function saidOf(source: CredentialSource, files: Record<string, string> = {}) {
  setEditor({ files });
  const { projects, credentials } = shell();
  const project: Project = {
    id: 'user:shop',
    name: 'Shop',
    provider: 'powabase',
    url: 'https://shop.example',
    place: 'user',
    credentials: { anonKey: source },
  };
  const { unreadable } = await knownProject({ credentials, projects }, project);
  const finding = await unreadable[0]?.check(new AbortController().signal);
  if (finding?.kind !== 'failed') return assert.fail('it could be read');
  return `${plain(finding.sentence)} ${plain(finding.advice)}`;
}

const dotenv = { from: 'dotenv', file: '.env', key: 'ANON' } as const;

describe('a credential that Verify cannot read says what to do, once', () => {
  const rows: readonly (readonly [string, CredentialSource, Record<string, string>, string])[] = [
    [
      'a key that the file lacks',
      dotenv,
      { '.env': 'OTHER=1\n' },
      '".env" has no value for ANON. Add it there, or change the reference in powabase.projects.',
    ],
    [
      'a file that is not there',
      dotenv,
      {},
      'The file ".env" cannot be read. Write it, or name another one in powabase.projects.',
    ],
    [
      'a secret that nobody typed in',
      { from: 'stored' },
      {},
      'A secret of "Shop" is not on this machine. Add it with Powabase: Set Credential.',
    ],
  ];
  for (const [what, source, files, said] of rows) {
    it(what, async () => assert.equal(await saidOf(source, files), said));
  }
});
