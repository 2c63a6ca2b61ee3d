import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client, escapeIdentifier, escapeLiteral, type Pool } from 'pg';
import { renderConnection } from '../../src/core/connectionStrings';
import type { FormatId } from '../../src/core/connectionStrings/formats';
import { type ConnectionParts, parseUri } from '../../src/core/connectionStrings/parts';
import { debianPackages, ensureDebian } from '../hosts/debian';
import { type Sandbox, start } from '../sandbox';

/** Names and passwords that break whoever quotes by the wrong rule. */
const logins = [
  { user: 'plain', password: 'plain', database: 'plain_db' },
  { user: 'o\'ne"il\\', password: `p@ss:w/o#r?d%+ &=;'"\\ é `, database: "a b'=c" },
  { user: 'a:b@c/d?e#f', password: '$HOME`id`$(id)!!', database: 'x@y/z?q=1#f' },
  { user: 'per%41cent+', password: '%41%zz+%', database: 'd%41+b' },
  { user: 'semi;colon', password: ';Host=evil; no\u00a0break ﬁ', database: 'semi;colon=1' },
  { user: '-u =x', password: "'; drop table x; --", database: 'host=127.0.0.2 dbname=postgres' },
  { user: '日本', password: 'пароль😀', database: 'データ' },
  { user: '{a}[b]<c>|~^', password: 'line\nbreak\ttab', database: '"quoted"' },
] as const;

const question = 'select json_build_array(current_user, current_database())::text';

/** One way to bring a format to life: what the server then says of the connection. */
interface Driver {
  readonly format: FormatId;
  readonly runs: string;
  readonly ask: (snippet: string) => Promise<string>;
}

const psql: Driver = {
  format: 'psql',
  runs: 'psql through sh',
  ask: (snippet) => output('sh', ['-c', `${snippet} -XAtc "${question}"`]),
};
const uri: Driver = {
  format: 'uri',
  runs: 'psql',
  ask: (snippet) => output('psql', ['-XAtc', question, snippet]),
};
const python: Driver = {
  format: 'python',
  runs: 'psycopg2',
  ask: (snippet) =>
    runPython(
      `${snippet}\ncursor = connection.cursor()\ncursor.execute("${question}")\nprint(cursor.fetchone()[0])`,
    ),
};
const sqlalchemy: Driver = {
  format: 'sqlalchemy',
  runs: 'SQLAlchemy with psycopg2',
  ask: (snippet) =>
    runPython(
      `${snippet}\nwith engine.connect() as connection:\n    print(connection.exec_driver_sql("${question}").scalar())`,
    ),
};
const nodejs: Driver = { format: 'nodejs', runs: 'pg', ask: runModule };

/** Debian's own Python: another one may come first on the path and lack the packages. */
function runPython(script: string) {
  return output('/usr/bin/python3', ['-'], script);
}

/** The standard output of a program that sees nothing of this process' environment but the path. */
function output(command: string, args: readonly string[], input = '') {
  const env = { PATH: process.env.PATH, PYTHONUTF8: '1', LC_ALL: 'C.UTF-8' };
  const child = spawn(command, args, { env });
  const said: Buffer[] = [];
  const complained: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => complained.push(chunk));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise<string>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => {
      if (code === 0) done(Buffer.concat(said).toString().trim());
      else fail(new Error(Buffer.concat(complained).toString()));
    });
  });
}

/** The snippet as a module of its own, under the checkout, where Node finds `pg`. */
async function runModule(snippet: string) {
  await mkdir('out', { recursive: true });
  const folder = await mkdtemp(resolve('out', 'snippet-'));
  try {
    const file = join(folder, 'snippet.mjs');
    await writeFile(file, `${snippet}\nexport { pool };\n`);
    const { pool }: { pool: Pool } = await import(pathToFileURL(file).href);
    try {
      const { rows } = await pool.query({ text: question, rowMode: 'array' });
      return String(rows[0]?.[0]);
    } finally {
      await pool.end();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function makeLogins(url: string) {
  const client = new Client(url);
  await client.connect();
  try {
    for (const { user, password, database } of logins) {
      await client.query(
        `create role ${escapeIdentifier(user)} login password ${escapeLiteral(password)}`,
      );
      await client.query(`create database ${escapeIdentifier(database)}`);
    }
  } finally {
    await client.end();
  }
}

/** What is asked of each driver; `server` is known once the sandbox runs. */
function connects({ format, runs, ask }: Driver, server: () => ConnectionParts) {
  for (const login of logins) {
    it(`as ${JSON.stringify(login.user)} to ${JSON.stringify(login.database)} by ${runs}`, async () => {
      const snippet = renderConnection(format, { ...server(), ...login }, { password: 'shown' });
      assert.deepEqual(JSON.parse(await ask(snippet)), [login.user, login.database]);
    });
  }

  it(`not with the password hidden, by ${runs}`, async () => {
    const parts = { ...server(), user: 'plain', password: 'plain', database: 'plain_db' };
    await assert.rejects(ask(renderConnection(format, parts, { password: 'hidden' })), /password/);
  });
}

const onLinux = process.platform === 'linux' ? describe : describe.skip;

/** The drivers that Debian packages; they are installed where they may be. */
function inDebianDrivers(test: (driver: Driver) => void) {
  onLinux('in Debian’s drivers', () => {
    before(function () {
      this.timeout(300_000);
      ensureDebian([debianPackages.psql, debianPackages.psycopg2, debianPackages.sqlalchemy]);
    });
    for (const driver of [uri, psql, python, sqlalchemy]) {
      describe(driver.format, () => test(driver));
    }
  });
}

describe('a connection string of the sandbox connects', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let server: ConnectionParts;

  before(async () => {
    sandbox = await start();
    const url = await sandbox.database();
    server = parseUri(url);
    await makeLogins(url);
  });
  after(() => sandbox?.stop());

  describe('in Node.js', () => connects(nodejs, () => server));

  inDebianDrivers((driver) => connects(driver, () => server));
});

describe('a connection string of a server with TLS alone', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let stranger: Sandbox;
  let server: ConnectionParts;
  let ours: string;
  let others: string;

  before(async () => {
    [sandbox, stranger] = await Promise.all([start({ tls: true }), start({ tls: true })]);
    server = parseUri(await sandbox.database());
    ours = join(sandbox.folder, 'ours.crt');
    others = join(sandbox.folder, 'others.crt');
    await writeFile(ours, sandbox.ca ?? '');
    await writeFile(others, stranger.ca ?? '');
  });
  after(() => Promise.all([sandbox?.stop(), stranger?.stop()]));

  function verifies({ format, runs, ask }: Driver) {
    const askWith = (tls: Partial<ConnectionParts>) =>
      ask(renderConnection(format, { ...server, ...tls }, { password: 'shown' }));

    it(`connects when TLS is required, by ${runs}`, async () => {
      assert.match(await askWith({ tls: 'require' }), /postgres/);
    });

    for (const tls of ['verify-ca', 'verify-full'] as const) {
      it(`connects with ${tls} and its own authority, by ${runs}`, async () => {
        assert.match(await askWith({ tls, caFile: ours }), /postgres/);
      });

      it(`does not with ${tls} and another authority, by ${runs}`, async () => {
        await assert.rejects(askWith({ tls, caFile: others }), /certificate/);
      });
    }

    it(`does not without TLS, by ${runs}`, async () => {
      await assert.rejects(askWith({ tls: 'disable' }), /no encryption/);
    });
  }

  describe('in Node.js', () => verifies(nodejs));

  inDebianDrivers((driver) => verifies(driver));
});
