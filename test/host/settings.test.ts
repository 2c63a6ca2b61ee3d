import assert from 'node:assert/strict';
import { languages, Uri, window, workspace } from 'vscode';
import { readSavedProject } from '../../src/core/savedProject';
import { poll } from '../e2e/poll';

const entry = { id: 'shop', name: 'Shop', provider: 'powabase', url: 'https://shop.example' };
const databaseUrl = (source: object) => ({ ...entry, credentials: { databaseUrl: source } });
const anonKey = (source: unknown) => ({ ...entry, credentials: { anonKey: source } });
const endpoint = { kind: 'direct', host: 'h', port: 5432, user: 'u', database: 'd' };

/** Entries of `powabase.projects`, one on each line of the file. */
const right: readonly object[] = [
  entry,
  { ...entry, environment: 'production', safety: 'read-only', restSchema: 'api' },
  { ...entry, tls: { mode: 'verify-full', caFile: 'ca.pem' }, endpoints: [endpoint] },
  anonKey({ from: 'dotenv', file: '.env', key: 'KEY' }),
  anonKey({ from: 'environment', variable: 'KEY' }),
  anonKey({ from: 'ask' }),
  databaseUrl({ from: 'pgpass', url: 'postgresql://u@h/d' }),
  databaseUrl({ from: 'service', name: 'shop' }),
  { ...entry, credentials: { 'secretKey:mailer': { from: 'stored' } } },
];
const wrong: readonly unknown[] = [
  'shop',
  { name: 'Shop', provider: 'powabase' },
  { ...entry, id: '' },
  { ...entry, provider: 'firebase' },
  { ...entry, key: 'hunter2' },
  { ...entry, environment: 'test' },
  { ...entry, safety: 'careful' },
  { ...entry, tls: { mode: 'allow' } },
  { ...entry, endpoints: [{ ...endpoint, port: 70_000 }] },
  { ...entry, endpoints: [{ ...endpoint, password: 'hunter2' }] },
  { ...entry, credentials: 'hunter2' },
  anonKey('hunter2'),
  anonKey({ from: 'dotenv', key: 'KEY' }),
  anonKey({ from: 'stored', value: 'hunter2' }),
  anonKey({ from: 'service', name: 'shop' }),
  { ...entry, credentials: { rootKey: { from: 'stored' } } },
];

describe('The schema of powabase.projects', () => {
  it('marks in the editor what the extension would refuse, and nothing else', async () => {
    const folder = workspace.workspaceFolders?.[0]?.uri ?? assert.fail('no folder is open');
    const file = Uri.joinPath(folder, 'projects.json');
    const entries = [...right, ...wrong];
    const text = [
      '{ "$schema": "vscode://schemas/settings/folder", "powabase.projects": [',
      entries.map((one) => JSON.stringify(one)).join(',\n'),
      '] }',
    ].join('\n');
    await workspace.fs.writeFile(file, new TextEncoder().encode(text));
    await window.showTextDocument(await workspace.openTextDocument(file));
    const refused = entries.flatMap((one, index) => (isRefused(one) ? [index] : []));
    assert.deepEqual(
      refused,
      wrong.map((_, index) => right.length + index),
    );
    const marked = () => [
      ...new Set(languages.getDiagnostics(file).map(({ range }) => range.start.line - 1)),
    ];
    await poll('marks', async () => marked().length >= wrong.length);
    assert.deepEqual(
      marked().sort((a, b) => a - b),
      refused,
    );
  });
});

function isRefused(one: unknown): boolean {
  try {
    readSavedProject(one, 'workspace', 0);
    return false;
  } catch {
    return true;
  }
}
