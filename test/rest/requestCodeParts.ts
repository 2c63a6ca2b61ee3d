import assert from 'node:assert/strict';
import { codeTargets } from '../../src/core/rest/code';
import { codeRequest } from '../../src/core/rest/code/request';
import { type StandIn, standInFor } from '../../src/core/rest/code/standIns';
import { withVariables } from '../../src/core/rest/code/variables';
import { parseRequest } from '../../src/core/rest/parse';
import { readRequest } from '../../src/core/rest/request';
import { toHttpRequest } from '../../src/core/rest/send';
import { fill, type Variable, variablesIn } from '../../src/core/rest/variables';
import { textOf } from '../../src/core/snippets/code';
import { compose } from '../../src/core/snippets/compose';
import { frameworkOf } from '../../src/core/snippets/frameworks';
import { indentOf } from '../../src/core/snippets/languages';
import { providerOf } from '../../src/providers';
import { snippetContext } from '../../src/providers/snippetContext';
import { snippetFactsOf } from '../../src/providers/snippetFacts';
import { output } from '../database/drivers/driver';
import { type DebianPackage, debianPackages, ensureDebian } from '../hosts/debian';
import { type Sandbox, start } from '../sandbox';
import { sendHttp } from './directly';
import { inGo, inNode, inPython, inShell, type Program } from './snippetPrograms';

const { curl, requests: pythonRequests } = debianPackages;

/** What runs the code of each target; supabase-py is no package of Debian, and its code is only read by Python. */
export const programs: Readonly<Record<string, Program>> = {
  curl: inShell('', curl),
  fetch: inNode('console.log(JSON.stringify(rows));'),
  supabaseJs: inNode('console.log(JSON.stringify(rows));'),
  requests: inPython('import json\nprint(json.dumps(rows))', pythonRequests),
  netHttp: inGo,
};

/**
 * A suite that runs code of every language against the sandbox, on Linux alone; `packages` are of Debian, beside those
 * that the programs need.
 */
export function suiteOfCode(
  title: string,
  packages: readonly DebianPackage[],
  tests: (sandbox: () => Sandbox) => void,
): void {
  const suite = process.platform === 'linux' ? describe : describe.skip;
  suite(title, function () {
    this.timeout(240_000);
    let sandbox: Sandbox;

    before(async function () {
      this.timeout(600_000);
      const needed = Object.values(programs).flatMap((program) => program.packages);
      ensureDebian([...new Set([...needed, ...packages])]);
      sandbox = await start();
    });
    after(() => sandbox?.stop());

    tests(() => sandbox);
  });
}

/** The code of each request in supabase-py, once Python has read all of it. */
export async function readByPython(
  sandbox: Sandbox,
  asked: readonly string[],
): Promise<readonly string[]> {
  const all = asked
    .filter((text) => !text.includes('return=representation'))
    .map((text) => codeOf(sandbox, 'supabasePy', text));
  const check = 'import ast, json, sys\nfor text in json.load(sys.stdin): ast.parse(text)';
  await output('/usr/bin/python3', ['-c', check], { input: JSON.stringify(all), env: {} });
  return all;
}

/** The request as code of a target, for the Powabase project; its variables are read by the code. */
export function codeOf({ projects }: Sandbox, id: string, written: string): string {
  const target = codeTargets.find((known) => known.id === id) ?? assert.fail(id);
  const { provider, url } = projects.powabase;
  const context = snippetContext(
    { id, name: 'Shop', provider, url, place: 'user', credentials: {} },
    {
      key: { own: 'serviceRoleKey' },
      source: 'environment',
      values: {},
      pooled: false,
      client: false,
      framework: frameworkOf([]),
      typed: false,
    },
  );
  const standIns: StandIn[] = [];
  const text = filled(written, (variable) => {
    const { kind } = variable;
    if (kind !== 'environment' && kind !== 'uuid') return undefined;
    const stoodFor = kind === 'uuid' ? { kind } : { kind, name: variable.name };
    const standIn = standInFor(stoodFor, standIns.length);
    standIns.push(standIn);
    return standIn.text;
  });
  const parsed = parseRequest(text) ?? assert.fail(text);
  const request = codeRequest(
    readRequest(text, { start: 0, end: text.length }),
    parsed,
    context,
    standIns,
  );
  const code = withVariables(target, request, target.render(context, request), standIns);
  const document = { text: '', indent: indentOf(target.language), quote: "'" as const, line: 0 };
  return textOf(compose(target.language, code, { ...document, language: target.language }).body);
}

/** What the project answers, rows as they are. */
export async function answerTo({ projects }: Sandbox, text: string): Promise<unknown> {
  const { provider, url, serviceRoleKey = '' } = projects.powabase;
  const { restBase, headers } = providerOf(provider);
  const destination = { projectUrl: url, restBase: restBase(url) };
  const request = readRequest(text, { start: 0, end: text.length });
  const sent = toHttpRequest(request, {
    ...destination,
    authentication: headers(serviceRoleKey),
  });
  const { status, body } = await sendHttp(sent, new AbortController().signal);
  assert.ok(status < 300, `${text}\n${body}`);
  return JSON.parse(body);
}

/** What the code reads of the project. */
export function environmentOf({ projects }: Sandbox): Readonly<Record<string, string>> {
  const { provider, url, serviceRoleKey = '' } = projects.powabase;
  const { variables } = snippetFactsOf(provider);
  return { [variables.url]: url, [variables.serviceRoleKey ?? '']: serviceRoleKey };
}

/** A request whose variables have these values. */
export function filled(text: string, valueOfOne: (one: Variable) => string | undefined): string {
  const block = { start: 0, end: text.length };
  return fill(text, block, variablesIn(text, block), valueOfOne).text;
}
