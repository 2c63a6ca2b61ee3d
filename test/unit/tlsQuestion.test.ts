// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import { message, type Reason } from '../../src/core/errors';
import type { Project, ProjectTls } from '../../src/core/model';
import { askTls } from '../../src/vscode/commands/setTls';
import type { LoadOnDemand } from '../../src/vscode/onDemand';
import type { Projects } from '../../src/vscode/projects';
import { createTlsQuestion } from '../../src/vscode/tlsQuestion';
import { setEditor } from './fakeVscode';

const project: Project = {
  id: 'user:shop',
  name: 'Shop',
  provider: 'powabase',
  place: 'user',
  credentials: { databaseUrl: { from: 'stored' } },
};
const url = 'postgresql://shop@db.example/shop';

async function decide(reason: Reason, given: { readonly url?: string; readonly twice?: boolean }) {
  const saved: (ProjectTls | undefined)[] = [];
  const projects = {
    save: async ({ tls }: Project) => void saved.push(tls),
    find: () => {
      const tls = saved.at(-1);
      return tls === undefined ? project : { ...project, tls };
    },
  } as unknown as Projects;
  const load = (async () => ({ askTls })) as unknown as LoadOnDemand;
  const question = createTlsQuestion(projects, async () => given.url ?? url, load);
  const refusal = { reason, sentence: message('The server has no TLS.') };
  const decided = await question(project, refusal);
  if (given.twice) await question(project, refusal);
  return { decided: decided?.tls, saved };
}

describe('a database without TLS', () => {
  const words = /Connect to the database of "Shop" without TLS\? The server has no TLS\. Nothing/;

  it('is gone on with after a yes, which is kept', async () => {
    const shown = setEditor({ pressed: ['Connect without TLS'] });
    const { decided, saved } = await decide('noTls', {});
    assert.match(shown.join('\n'), words);
    assert.deepEqual([decided, saved], [{ mode: 'disable' }, [{ mode: 'disable' }]]);
  });

  it('is left after a no, and not asked about again in this window', async () => {
    const shown = setEditor();
    const { decided, saved } = await decide('noTls', { twice: true });
    assert.equal(shown.length, 1);
    assert.deepEqual([decided, saved], [undefined, []]);
  });

  it('is no question of trust: a certificate cannot be chosen for it', async () => {
    setEditor({ pressed: ['Encrypt without Verification'] });
    assert.deepEqual((await decide('noTls', {})).saved, []);
  });

  it('asks nothing where the Database URL says what is wanted', async () => {
    const shown = setEditor({ pressed: ['Connect without TLS'] });
    const { saved } = await decide('noTls', { url: `${url}?sslmode=require` });
    assert.deepEqual([shown, saved], [[], []]);
  });

  it('asks nothing where something else went wrong', async () => {
    const shown = setEditor({ pressed: ['Connect without TLS'] });
    const { saved } = await decide('refusedLogin', {});
    assert.deepEqual([shown, saved], [[], []]);
  });
});
