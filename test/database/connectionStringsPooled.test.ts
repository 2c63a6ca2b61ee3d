import assert from 'node:assert/strict';
import { type RenderOptions, renderConnection } from '../../src/core/connectionStrings';
import type { FormatId } from '../../src/core/connectionStrings/formats';
import { debianPackages } from '../hosts/debian';
import { type Sandbox, start } from '../sandbox';
import { type Pgbouncer, startPgbouncer } from '../sandbox/pgbouncer';
import { drivers } from './drivers';
import type { Answer } from './drivers/driver';
import { inDebian } from './inDebian';

/** What a driver runs into when nobody tells it of the pooler; the others need no telling. */
const needs: Partial<Record<FormatId, RegExp>> = {
  golang: /unnamed prepared statement does not exist|bind message/,
  jdbc: /prepared statement .* (?:does not exist|already exists)/,
  php: /prepared statement .* (?:does not exist|already exists)/,
};

/** More than the five after which pgjdbc gives a statement a name. */
const times = 12;

describe('a connection string for a pooler in transaction mode', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;
  let pooler: Pgbouncer;

  inDebian([debianPackages.pgbouncer]);
  before(async () => {
    sandbox = await start();
    pooler = await startPgbouncer(await sandbox.database());
  });
  after(async () => {
    await pooler?.stop();
    await sandbox?.stop();
  });

  for (const { format, runs, packages, ask } of drivers) {
    describe(`by ${runs}`, () => {
      inDebian(packages);

      it('runs a statement again and again, and says no more than that takes', async () => {
        const { parts } = pooler;
        const askWith = async (options: RenderOptions) => {
          await pooler.refresh();
          const text = renderConnection(format, parts, options);
          const [answer] = await ask([text], {
            times,
            password: options.password === 'environment' ? parts.password : undefined,
          });
          return answer;
        };
        const pooled = await askWith({ password: 'shown', pooled: true });
        const unwritten = await askWith({ password: 'environment', pooled: true });
        const direct = await askWith({ password: 'shown' });
        const right = { user: parts.user, database: parts.database, encrypted: false };
        assert.deepEqual(pooled, right);
        assert.deepEqual(unwritten, right);
        const needed = needs[format];
        if (needed === undefined) assert.deepEqual(direct, right);
        else assert.match(refusalOf(direct), needed);
      });
    });
  }
});

function refusalOf(answer: Answer | undefined): string {
  return answer && 'refused' in answer ? answer.refused : JSON.stringify(answer);
}
