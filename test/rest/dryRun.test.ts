import assert from 'node:assert/strict';
import { isRolledBack, rollbackProbe, withRollback } from '../../src/core/rest/dryRun';
import { type RestRequest, readRequest } from '../../src/core/rest/request';
import { toHttpRequest } from '../../src/core/rest/send';
import { providerOf } from '../../src/providers';
import { type Sandbox, type SandboxProject, start } from '../sandbox';
import { sendHttp } from './directly';

const never = new AbortController().signal;
const insert =
  'POST /categories\nPrefer: return=representation, tx=commit\n\n{"name": "Dry", "slug": "dry-run"}';

describe('a dry run', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await start();
  });
  after(() => sandbox?.stop());

  const read = (text: string) => readRequest(text, { start: 0, end: text.length });

  function send({ url, provider, serviceRoleKey = '' }: SandboxProject, request: RestRequest) {
    const { restBase, headers } = providerOf(provider);
    const destination = {
      projectUrl: url,
      restBase: restBase(url),
      authentication: headers(serviceRoleKey),
    };
    return sendHttp(toHttpRequest(request, destination), never);
  }

  const written = async (project: SandboxProject) =>
    (await send(project, read('GET /categories?slug=eq.dry-run'))).body;

  it('shows what a write would bring, and leaves nothing, where the server listens', async () => {
    const { fluxV1 } = sandbox.projects;
    assert.ok(isRolledBack(await send(fluxV1, rollbackProbe('categories', read(insert)))));
    const answer = await send(fluxV1, withRollback(read(insert)));
    assert.equal(answer.status, 201, answer.body);
    assert.match(answer.body, /dry-run/);
    assert.ok(isRolledBack(answer));
    assert.equal(await written(fluxV1), '[]');
  });

  it('is told apart beforehand where the server would not listen', async () => {
    const { powabase } = sandbox.projects;
    assert.ok(!isRolledBack(await send(powabase, rollbackProbe('categories', read(insert)))));
    assert.equal(await written(powabase), '[]');
  });
});
