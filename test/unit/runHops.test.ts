import assert from 'node:assert/strict';
import { Failure, message, plain } from '../../src/core/errors';
import { type Finding, failed, type Hop, passed } from '../../src/core/verify/hop';
import { runHops } from '../../src/core/verify/runHops';

const never = new AbortController().signal;
const good = passed(message('good'));
const bad = failed('Gateway', message('bad'), message('mend it'));

function hop(id: string, needs: readonly string[], check: Hop['check'] = async () => good): Hop {
  return { id, label: message(id), needs, check };
}

async function outcome(hops: readonly Hop[], limit?: number) {
  const ends = await runHops(hops, () => {}, never, limit);
  return ends.map(({ hop: { id }, state }) => {
    if (state.kind === 'found') return `${id} ${state.finding.kind}`;
    return state.kind === 'skipped' ? `${id} skipped for ${state.because}` : `${id} ${state.kind}`;
  });
}

describe('runHops', () => {
  it('skips what needs a hop that failed, and runs the rest', async () => {
    const hops = [
      hop('names', [], async () => bad),
      hop('tls', ['names']),
      hop('key', ['tls']),
      hop('database', []),
    ];
    assert.deepEqual(await outcome(hops), [
      'names failed',
      'tls skipped for names',
      'key skipped for tls',
      'database passed',
    ]);
  });

  it('runs side by side what does not wait for each other', async () => {
    const running = new Set<string>();
    let most = 0;
    const check = (id: string) => async (): Promise<Finding> => {
      running.add(id);
      most = Math.max(most, running.size);
      await new Promise((resolve) => setTimeout(resolve, 20));
      running.delete(id);
      return good;
    };
    await outcome(['a', 'b', 'c'].map((id) => hop(id, [], check(id))));
    assert.equal(most, 3);
  });

  it('waits for every hop that one needs, in whatever order they are given', async () => {
    const order: string[] = [];
    const check = (id: string) => async (): Promise<Finding> => {
      order.push(id);
      return good;
    };
    await outcome([
      hop('first', [], check('first')),
      hop('second', ['first'], check('second')),
      hop('third', ['first', 'second'], check('third')),
    ]);
    assert.deepEqual(order, ['first', 'second', 'third']);
  });

  it('turns what is thrown into a finding with its advice', async () => {
    const thrown = new Failure('unreachable', message('Nothing listens.'), {
      hint: message('Start it.'),
    });
    const [end] = await runHops([hop('x', [], () => Promise.reject(thrown))], () => {}, never);
    const finding = end?.state.kind === 'found' ? end.state.finding : assert.fail('no finding');
    assert.equal(finding.kind, 'failed');
    assert.deepEqual(
      finding.kind === 'failed' && [plain(finding.sentence), plain(finding.advice)],
      ['Nothing listens.', 'Start it.'],
    );
  });

  it('ends a hop that does not answer', async () => {
    const silent = hop(
      'silent',
      [],
      (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    );
    const [end] = await runHops([silent], () => {}, never, 30);
    const finding = end?.state.kind === 'found' ? end.state.finding : assert.fail('no finding');
    assert.equal(plain(finding.sentence), 'No answer within 0.03 s.');
  });

  it('tells of every change', async () => {
    const told: string[] = [];
    await runHops([hop('a', [])], ({ state }) => told.push(state.kind), never);
    assert.deepEqual(told, ['waiting', 'running', 'found']);
  });
});
