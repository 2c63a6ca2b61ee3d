import assert from 'node:assert/strict';
import { flux } from '../../src/core/accounts/flux';
import { supabase } from '../../src/core/accounts/supabase';
import { isFailure } from '../../src/core/errors';
import { type Answer, type Gateway, reply, startGateway } from '../sandbox/gateways/gateway';
import { sendHttp } from './directly';

const never = new AbortController().signal;
const supabaseToken = `sbp_${'0123456789'.repeat(4)}`;
const fluxToken = 'flx_live_0123456789abcdef0123456789abcdef_33b0';

async function sentenceOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    assert.ok(isFailure(error), String(error));
    return error.message;
  }
  throw new Error('It did not fail.');
}

describe('the address of an account API', () => {
  const open: Gateway[] = [];
  async function answering(answer: Answer): Promise<Gateway> {
    const gateway = await startGateway(() => answer);
    open.push(gateway);
    return gateway;
  }
  afterEach(async () => {
    await Promise.all(open.splice(0).map((gateway) => gateway.stop()));
  });
  const at = (base: string, token: string) => ({ send: sendHttp, base, token });

  it('that points elsewhere is not followed with the token', async () => {
    const elsewhere = await answering(({ outgoing }) => reply(outgoing, 200, []));
    const { url } = await answering(({ outgoing, incoming }) => {
      const location = `${elsewhere.url}${incoming.url}`;
      reply(outgoing, 307, { message: 'Moved' }, { location });
    });
    const sentence = await sentenceOf(supabase.list(at(url, supabaseToken), never));
    assert.equal(sentence, `${url} points to another address; the token is not sent there.`);
    assert.deepEqual(elsewhere.requests, []);
  });

  it('where nobody listens is named, the token is not', async () => {
    const gateway = await answering(({ outgoing }) => reply(outgoing, 200, []));
    await gateway.stop();
    const sentence = await sentenceOf(flux.list(at(`${gateway.url}/api`, fluxToken), never));
    assert.equal(sentence, `Nothing listens at ${gateway.url}.`);
  });

  it('where a web page is gives one sentence', async () => {
    const { url } = await answering(({ outgoing }) => {
      outgoing.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Hello');
    });
    const sentence = await sentenceOf(supabase.list(at(url, supabaseToken), never));
    assert.equal(sentence, `What answers at ${url} is not the API of Supabase.`);
  });

  it('is left at once when the person cancels', async () => {
    const asked = new AbortController();
    const { url } = await answering(() => asked.abort());
    const sentence = await sentenceOf(supabase.list(at(url, supabaseToken), asked.signal));
    assert.equal(sentence, 'Cancelled.');
  });
});
