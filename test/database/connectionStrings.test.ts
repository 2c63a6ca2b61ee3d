import assert from 'node:assert/strict';
import { createServer, connect as dial, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { type RenderOptions, renderConnection } from '../../src/core/connectionStrings';
import type { FormatId } from '../../src/core/connectionStrings/formats';
import { type ConnectionParts, parseUri } from '../../src/core/connectionStrings/parts';
import { type Sandbox, start } from '../sandbox';
import { drivers } from './drivers';
import type { Answer, Driver } from './drivers/driver';
import { monoPackages, readAdo } from './drivers/mono';
import { hostileValues, impossiblePasswords } from './hostileValues';
import { inDebian } from './inDebian';

type Login = Required<Pick<ConnectionParts, 'user' | 'password' | 'database'>>;

const plain: Login = { user: 'plain', password: 'plain', database: 'plain' };

/** Nobody connects to it. */
const plainServer = { host: '::1', port: 6543, tls: 'unsaid' } as const;

/** Every rule of quoting broken at once, where SASLprep changes nothing. */
const worst: Login = {
  user: `o'ne"il\\ $x\`y\` %41@:/?#`,
  password: `p@ss:w/o#r?d%+ &=;'"\\$\`{0}()!é `,
  database: "a b'=c?d#e%41/f@g:h&i+j",
};

/** Each value as a name for user and database, and as a password. */
const names = hostileValues.map((value) => ({ ...plain, user: value, database: value }));
const passwords = hostileValues.map((value, index) => ({
  ...plain,
  user: `by password ${index}`,
  password: value,
}));
const semicolon = { ...worst, database: ';semi;' };
const logins = [plain, worst, semicolon, ...names, ...passwords];

async function makeLogins(url: string) {
  const client = new Client(url);
  await client.connect();
  try {
    for (const [user, password] of new Map(logins.map((login) => [login.user, login.password]))) {
      await client.query(
        `create role ${escapeIdentifier(user)} login password ${escapeLiteral(password)}`,
      );
    }
    for (const database of new Set(logins.map((login) => login.database))) {
      await client.query(`create database ${escapeIdentifier(database)}`);
    }
  } finally {
    await client.end();
  }
}

const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);

/** The server's port on `::1`, where the sandbox does not listen. */
async function listenOnIpv6(port: number): Promise<Server> {
  const server = createServer((incoming) => {
    const outgoing = dial(port, '127.0.0.1');
    for (const socket of [incoming, outgoing]) socket.on('error', () => socket.destroy());
    incoming.pipe(outgoing).pipe(incoming);
  });
  await new Promise<void>((listening) => server.listen(0, '::1', listening));
  return server;
}

describe('a connection string of the sandbox', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;
  let server: ConnectionParts;
  let onIpv6: Server | undefined;

  before(async () => {
    sandbox = await start();
    const url = await sandbox.database();
    server = parseUri(url);
    await makeLogins(url);
    if (hasIpv6) onIpv6 = await listenOnIpv6(server.port);
  });
  after(async () => {
    onIpv6?.close();
    await sandbox?.stop();
  });

  /** What the server says to each of the connections, in one run of the driver. */
  async function ask(
    driver: Driver,
    asked: readonly Partial<ConnectionParts>[],
    { password }: RenderOptions = { password: 'shown' },
    variable?: string,
  ): Promise<readonly Answer[]> {
    const texts = asked.map((parts) =>
      renderConnection(driver.format, { ...server, ...parts }, { password }),
    );
    const answers = await driver.ask(texts, { password: variable });
    assert.equal(answers.length, asked.length);
    return answers;
  }

  for (const driver of drivers) {
    describe(`by ${driver.runs}`, () => {
      inDebian(driver.packages);

      it(`connects with each of ${names.length} hostile names`, async () => {
        assert.deepEqual(failures(names, await ask(driver, names)), []);
      });

      it(`connects with each of ${passwords.length} hostile passwords, but for those named as impossible`, async () => {
        const failed = failures(passwords, await ask(driver, passwords));
        assert.deepEqual(
          failed.map(({ login }) => login.password).sort(),
          [...impossiblePasswords[driver.format]].sort(),
        );
        for (const { said } of failed) assert.match(said, refusals[driver.format] ?? /unexpected/);
      });

      it('connects by IPv6, to the database of the user when none is named, and not with a wrong password', async function () {
        if (onIpv6 === undefined) this.skip();
        const address = onIpv6.address();
        const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
        const [ipv6, unnamed, wrong] = await ask(driver, [
          { ...worst, host: '::1', port },
          { ...plain, database: '' },
          { ...plain, password: 'wrong' },
        ]);
        assert.deepEqual(ipv6, { user: worst.user, database: worst.database, encrypted: false });
        assert.deepEqual(unnamed, { user: 'plain', database: 'plain', encrypted: false });
        assert.match(wrong && 'refused' in wrong ? wrong.refused : '', /password authentication/);
      });

      it('reads the password from the environment', async () => {
        const asked = [worst, semicolon];
        const answers = await ask(driver, asked, { password: 'environment' }, worst.password);
        assert.deepEqual(failures(asked, answers), []);
      });

      it('takes no zero byte', async () => {
        const zero = 'plain\0x';
        const asked = [{ password: zero }, { user: zero }, { database: zero }];
        const answers = await ask(
          driver,
          asked.map((value) => ({ ...plain, ...value })),
        );
        // PDO stops reading at it.
        assert.deepEqual(
          answers.map((answer) => 'refused' in answer),
          driver.format === 'php' ? [false, false, true] : [true, true, true],
        );
      });

      it('runs, but does not log in, with dots or a placeholder for the password', async () => {
        for (const password of ['hidden', 'placeholder'] as const) {
          const [answer] = await ask(driver, [plain], { password });
          assert.match(
            answer && 'refused' in answer ? answer.refused : '',
            /password authentication/,
            password,
          );
        }
      });
    });
  }

  describe('by ADO.NET’s rules', () => {
    inDebian(monoPackages);

    const asked = logins.map((login) => ({ ...plainServer, ...login }));

    it(`reads back the same for each of ${asked.length} logins`, async () => {
      const read = await readAdo(
        asked.map((parts) => renderConnection('dotnet', parts, { password: 'shown' })),
      );
      assert.deepEqual(read, asked.map(pairsOf));
    });

    it('reads the password from the environment', async () => {
      const parts = { ...plainServer, ...worst };
      const text = renderConnection('dotnet', parts, { password: 'environment' });
      assert.deepEqual(await readAdo([text], worst.password), [pairsOf(parts)]);
    });
  });
});

function pairsOf({ host, port, user, password, database }: Login & typeof plainServer) {
  return { host, port: String(port), database, username: user, password };
}

/** What a driver says to a password that it cannot use. */
const refusals: Partial<Record<FormatId, RegExp>> = {
  nodejs: /password authentication failed/,
  golang: /password authentication failed/,
  jdbc: /password authentication failed|Something unusual has occurred/,
};

/** The logins that did not become the user in the database, with what was said instead. */
function failures(asked: readonly Login[], answers: readonly Answer[]) {
  return asked.flatMap((login, index) => {
    const answer = answers[index];
    if (answer === undefined || 'refused' in answer) {
      return [{ login, said: answer?.refused ?? '' }];
    }
    const isRight = answer.user === login.user && answer.database === login.database;
    return isRight ? [] : [{ login, said: `${answer.user} in ${answer.database}` }];
  });
}
