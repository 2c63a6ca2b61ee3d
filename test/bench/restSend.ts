// First: what is imported after it gets this `vscode`.
import '../unit/fakeVscode';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { Agent, request as bare } from 'undici';
import type { Project } from '../../src/core/model';
import type { RestRequest } from '../../src/core/rest/request';
import { jsonTable } from '../../src/core/results/jsonTable';
import type { Credentials } from '../../src/vscode/credentials';
import type { Log } from '../../src/vscode/log';
import type { Projects } from '../../src/vscode/projects';
import type { World } from '../../src/vscode/services';
import { createRequests } from '../../src/vscode/sessions/requests';
import { checkoutRoot } from '../hosts/root';
import { type Row, row } from '../hosts/row';
import { sendHttp } from '../rest/directly';

export const peers = { 'rest/send': 'undici and JSON.parse alone' };

const runs = 9;
const requests = 1_000;
const path = '/categories?select=id,name&order=id&limit=10';
const never = new AbortController().signal;

/** A thousand small requests, one after another. */
export async function run(): Promise<readonly Row[]> {
  const sandbox = await startApart();
  const agent = new Agent();
  try {
    const { POWABASE_URL: url = '', POWABASE_SERVICE_ROLE_KEY: key = '' } = sandbox.values;
    const ours = ourSide(url, key);
    const peer = async () => {
      const headers = { Accept: 'application/json', apikey: key, Authorization: `Bearer ${key}` };
      const address = `${url}/rest/v1${path}`;
      const { body } = await bare(address, { dispatcher: agent, headers });
      return (JSON.parse(await body.text()) as readonly unknown[]).length;
    };
    const samples: Record<'ours' | 'peer', number[]> = { ours: [], peer: [] };
    // The first of each opens its connection and warms it.
    for (let at = -1; at < runs; at++) {
      const [mine, other] = [await thousand(ours), await thousand(peer)];
      if (at < 0) continue;
      samples.ours.push(mine);
      samples.peer.push(other);
    }
    return [row('rest/send', 'ms', samples.ours, samples.peer, 1.15)];
  } finally {
    await agent.close();
    sandbox.stop();
  }
}

/** A sandbox in a process of its own: its gateways' work must not be taken for ours. */
async function startApart() {
  const child = spawn(process.execPath, [join(checkoutRoot(), 'out/test/sandbox/main.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  for await (const piece of child.stdout) {
    printed += piece;
    if (/^FLUX_V1_DATABASE_URL=.*\n/m.test(printed)) break;
  }
  if (child.exitCode !== null) throw new Error('The sandbox did not start.');
  return { values: parse(printed), stop: () => child.kill() };
}

/** What a Send does between the key and the grid; its answer's rows. */
function ourSide(url: string, key: string): () => Promise<number> {
  const project: Project = {
    id: 'bench',
    name: 'Bench',
    provider: 'powabase',
    url,
    place: 'user',
    credentials: { serviceRoleKey: { from: 'stored' } },
  };
  const { send } = createRequests(
    { sendHttp } as World,
    { tlsOf: () => undefined } as unknown as Projects,
    { read: async () => key } as unknown as Credentials,
    { info: () => {} } as unknown as Log,
    () => import('../../src/vscode/onDemand'),
  );
  const request: RestRequest = {
    method: 'GET',
    target: path,
    headers: {},
    directives: {},
    start: 0,
  };
  return async () => {
    const { body } = await send(project, 'service_role', request, never);
    return jsonTable(body)?.rows.length ?? 0;
  };
}

async function thousand(send: () => Promise<number>): Promise<number> {
  const began = performance.now();
  for (let at = 0; at < requests; at++) {
    const rows = await send();
    if (rows !== 8) throw new Error(`${rows} rows came.`);
  }
  return performance.now() - began;
}
