import assert from 'node:assert/strict';
import { fetchDocumentIndex } from '../../src/core/documentIndex';
import { isFailure } from '../../src/core/errors';
import { type Answer, type Gateway, startGateway } from '../sandbox/gateways/gateway';
import { sendHttp } from './directly';

const never = new AbortController().signal;
const text = '# Docs\n\n## Guides\n\n- [Quickstart](/guides/quickstart.md): In five minutes\n';

const paths: Readonly<Record<string, Answer>> = {
  '/llms.txt': ({ outgoing }) => void outgoing.writeHead(200).end(text),
  '/gone.txt': ({ outgoing }) => void outgoing.writeHead(404).end(text),
  '/page.txt': ({ outgoing }) => void outgoing.writeHead(200).end('<!DOCTYPE html><p>Hello'),
  '/moved.txt': ({ outgoing }) => void outgoing.writeHead(308, { location: '/llms.txt' }).end(),
  '/silent.txt': () => {},
};

describe('the index of the documents, from a server', function () {
  this.timeout(30_000);
  let server: Gateway;
  before(async () => {
    server = await startGateway(() => (exchange) => paths[exchange.url.pathname]?.(exchange));
  });
  after(() => server?.stop());

  const from = (path: string, signal = never, limit?: number) =>
    fetchDocumentIndex(sendHttp, server.url + path, signal, limit);

  it('lists its pages, relative to where it lies', async () => {
    const [page, ...more] = await from('/llms.txt');
    assert.deepEqual(page, {
      title: 'Quickstart',
      url: `${server.url}/guides/quickstart`,
      section: 'Guides',
      description: 'In five minutes',
    });
    assert.deepEqual(more, []);
  });

  for (const [path, status] of [
    ['/gone.txt', '404'],
    ['/page.txt', '200'],
    ['/moved.txt', '308'],
  ] as const) {
    it(`is refused with a sentence from ${path}`, async () => {
      await assert.rejects(from(path), (error) => {
        assert.ok(isFailure(error));
        assert.equal(error.reason, 'badAnswer');
        assert.match(error.message, new RegExp(`holds no list of pages \\(status ${status}\\)`));
        return true;
      });
    });
  }

  it('is not waited for longer than the limit', async () => {
    await assert.rejects(
      from('/silent.txt', never, 300),
      (error) => isFailure(error) && error.reason === 'timedOut',
    );
  });

  it('is not waited for once it is cancelled', async () => {
    const abort = new AbortController();
    const asked = from('/silent.txt', abort.signal);
    abort.abort();
    await assert.rejects(asked, (error) => isFailure(error) && error.reason === 'cancelled');
  });

  it('says so where there is no server', async () => {
    const away = fetchDocumentIndex(sendHttp, 'http://127.0.0.1:9/llms.txt', never);
    await assert.rejects(away, (error) => isFailure(error) && error.reason === 'unreachable');
  });
});
