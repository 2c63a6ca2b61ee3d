// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import { asFailure } from '../../src/core/errors';
import { readJwt } from '../../src/core/jwt';
import { mintToken } from '../../src/core/mintToken';
import type { CredentialId, Project } from '../../src/core/model';
import { providerOf } from '../../src/providers';
import { accountBase } from '../../src/vscode/accountBase';
import { offerToMintAgain } from '../../src/vscode/commands/mintJwt';
import type { Services } from '../../src/vscode/services';
import { setEditor } from './fakeVscode';
import { shell as makeShell } from './shell';

const stored = { from: 'stored' } as const;
const jwtSecret = 'a-secret-that-signs-and-is-long-enough-0123';

function projectWith(...ids: readonly CredentialId[]): Project {
  return {
    id: 'user:shop',
    name: 'Shop',
    provider: 'supabase',
    url: 'https://shop.example',
    place: 'user',
    credentials: Object.fromEntries(ids.map((id) => [id, stored])),
  };
}

function shell() {
  const { secrets, projects, credentials } = makeShell();
  return { secrets, credentials, services: { projects, credentials } as unknown as Services };
}

const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'it was done',
    (error) => asFailure(error).reason,
  );

describe('an access token', () => {
  const project = projectWith('accessToken');
  const moved = { ...project, url: 'https://elsewhere.example' };

  it('is bound to the API of its account, wherever the project is', async () => {
    const shown = setEditor();
    const { credentials } = shell();
    await credentials.store(project, 'accessToken', 'sbp_token');
    const before = shown.length;
    assert.equal(await credentials.read(moved, 'accessToken'), 'sbp_token');
    assert.equal(shown.length, before, 'nobody was asked');
  });

  it('goes nowhere that a workspace names', async () => {
    const shown = setEditor({ settings: { workspaceValue: 'https://thief.example' } });
    const { credentials } = shell();
    await credentials.store(project, 'accessToken', 'sbp_token');
    assert.equal(await credentials.peek(project, 'accessToken'), 'sbp_token');
    const supabase = providerOf('supabase').account ?? assert.fail('it has an account');
    assert.equal(accountBase(supabase, { variable: () => undefined }), 'https://api.supabase.com');
    assert.deepEqual(shown, []);
  });

  it('goes to another address of that API only after a question', async () => {
    setEditor();
    const { credentials } = shell();
    await credentials.store(project, 'accessToken', 'sbp_token');
    const shown = setEditor({ settings: { globalValue: 'https://proxy.example/api' } });
    assert.equal(await reasonOf(credentials.read(project, 'accessToken')), 'wrongOrigin');
    assert.match(
      shown[0] ?? '',
      /Send the Personal Access Token of "Shop" to https:\/\/proxy\.example\?/,
    );
    assert.equal(await credentials.peek(project, 'accessToken'), undefined);
    setEditor({ settings: { globalValue: 'https://proxy.example' }, pressed: ['Enter'] });
    assert.equal(await reasonOf(credentials.read(project, 'accessToken')), 'wrongOrigin');
    setEditor({ settings: { globalValue: 'https://proxy.example' }, pressed: ['Send It There'] });
    assert.equal(await credentials.read(project, 'accessToken'), 'sbp_token');
  });
});

describe('a key of a file', () => {
  const project: Project = {
    ...projectWith(),
    credentials: { secretKey: { from: 'dotenv', file: '.env', key: 'SERVICE' } },
  };
  const moved = { ...project, url: 'https://thief.example' };
  const files = { '.env': 'SERVICE=sb_secret_1' };

  it('is used by the editor itself only for an address that it was used for before', async () => {
    const shown = setEditor({ files });
    const { credentials } = shell();
    assert.equal(await credentials.peek(project, 'secretKey'), undefined);
    assert.equal(await credentials.read(project, 'secretKey'), 'sb_secret_1');
    assert.equal(await credentials.peek(project, 'secretKey'), 'sb_secret_1');
    assert.equal(await credentials.peek(moved, 'secretKey'), undefined);
    assert.deepEqual(shown, []);
  });

  it('goes to another address only after a question, and then is used there', async () => {
    setEditor({ files });
    const { credentials } = shell();
    await credentials.read(project, 'secretKey');
    const shown = setEditor({ files, pressed: ['Enter'] });
    assert.equal(await reasonOf(credentials.read(moved, 'secretKey')), 'wrongOrigin');
    assert.match(
      shown[0] ?? '',
      /to https:\/\/thief\.example\? It was used for https:\/\/shop\.example\./,
    );
    setEditor({ files, pressed: ['Send It There'] });
    assert.equal(await credentials.read(moved, 'secretKey'), 'sb_secret_1');
    assert.equal(await credentials.peek(moved, 'secretKey'), 'sb_secret_1');
    assert.equal(await credentials.peek(project, 'secretKey'), undefined);
  });
});

describe('several secret keys', () => {
  it('are kept apart, taken out one by one, and all forgotten with the project', async () => {
    setEditor();
    const { credentials, secrets } = shell();
    const project = projectWith('secretKey', 'secretKey:mailer', 'secretKey:worker');
    for (const id of Object.keys(project.credentials) as CredentialId[]) {
      await credentials.store(project, id, `sb_${id}`);
    }
    assert.equal(await credentials.read(project, 'secretKey:mailer'), 'sb_secretKey:mailer');
    await credentials.remove(project, 'secretKey:mailer');
    assert.equal(await credentials.peek(project, 'secretKey:mailer'), undefined);
    assert.equal(await credentials.peek(project, 'secretKey'), 'sb_secretKey');
    await credentials.forget(project);
    assert.deepEqual(secrets.keys(), []);
  });
});

describe('a minted token', () => {
  const project: Project = {
    ...projectWith('userToken', 'jwtSecret'),
    provider: 'flux-v2',
  };
  const claims = { sub: 'user_2abc' };
  const seconds = () => Date.now() / 1_000;

  async function shellWith(token: string) {
    setEditor();
    const made = shell();
    await made.credentials.store(project, 'jwtSecret', jwtSecret);
    await made.credentials.store(project, 'userToken', token);
    return made;
  }

  it('that has expired is offered again, and says the same', async () => {
    const { services, credentials } = await shellWith(
      await mintToken(claims, jwtSecret, seconds() - 400),
    );
    const shown = setEditor({ pressed: ['Mint Again'] });
    await offerToMintAgain(services, project);
    assert.match(shown[0] ?? '', /The minted JWT of "Shop" has expired\./);
    const { sub, exp } =
      readJwt((await credentials.peek(project, 'userToken')) ?? '')?.claims ?? {};
    assert.equal(sub, 'user_2abc');
    assert.ok(Number(exp) > seconds() + 290);
  });

  it('stays expired when the person does not want another', async () => {
    const old = await mintToken(claims, jwtSecret, seconds() - 400);
    const { services, credentials } = await shellWith(old);
    assert.equal(await reasonOf(offerToMintAgain(services, project)), 'cancelled');
    assert.equal(await credentials.peek(project, 'userToken'), old);
  });

  it('is asked about once more on production', async () => {
    const { services } = await shellWith(await mintToken(claims, jwtSecret, seconds() - 400));
    const shown = setEditor({ pressed: ['Mint Again'] });
    const production = { ...project, environment: 'production' } as const;
    assert.equal(await reasonOf(offerToMintAgain(services, production)), 'cancelled');
    assert.match(shown[1] ?? '', /Mint a JWT for production/);
  });

  it('that is still good, or that somebody else signed, is left alone', async () => {
    const others = [
      await mintToken(claims, jwtSecret, seconds()),
      await mintToken(claims, 'another-secret-that-is-long-enough-0123456', seconds() - 400),
    ];
    for (const token of others) {
      const { services, credentials } = await shellWith(token);
      const shown = setEditor();
      await offerToMintAgain(services, project);
      assert.deepEqual(shown, []);
      assert.equal(await credentials.peek(project, 'userToken'), token);
    }
  });
});
