import assert from 'node:assert/strict';
import { parseUri } from '../../src/core/connectionStrings/parts';
import type { CredentialKind, ProviderId } from '../../src/core/model';
import { snippets } from '../../src/core/snippets';
import { textOf } from '../../src/core/snippets/code';
import { compose } from '../../src/core/snippets/compose';
import { frameworkOf } from '../../src/core/snippets/frameworks';
import { indentOf } from '../../src/core/snippets/languages';
import type { SnippetTable, ValueSource } from '../../src/core/snippets/snippet';
import { type RequestKey, snippetContext } from '../../src/providers/snippetContext';
import { snippetFactsOf } from '../../src/providers/snippetFacts';
import { debianPackages } from '../hosts/debian';
import type { SandboxProject } from '../sandbox';
import { USERS } from '../sandbox/shop/platform';
import { now, sign } from '../sandbox/tokens';
import {
  inGo,
  inJava,
  inNode,
  inPhp,
  inPython,
  inShell,
  type Program,
  type Variables,
} from './snippetPrograms';

const { curl, requests, psycopg2, sqlalchemy, psql, pyjwt } = debianPackages;
const printRows = 'console.log(JSON.stringify(rows));';
const printPython = 'import json\nprint(json.dumps([list(row) for row in rows]))';

/** What brings each snippet to life. */
export const programs: Readonly<Record<string, Program>> = {
  curl: inShell('', curl),
  verifyCurl: inShell('', curl),
  fetch: inNode(printRows),
  verifyFetch: inNode(''),
  nextServer: inNode('console.log(JSON.stringify(await loadRows()));'),
  nextClient: inNode('console.log(JSON.stringify(await loadRows()));'),
  supabaseJs: inNode(printRows),
  clerk: inNode(
    printRows,
    "globalThis.window = { Clerk: { session: { getToken: async ({ template }) => template === 'flux' ? process.env.FLUX_BEARER_TOKEN : undefined } } };",
  ),
  requests: inPython('import json\nprint(json.dumps(rows))', requests),
  verifyRequests: inPython('', requests),
  netHttp: inGo,
  uri: {
    packages: [psql],
    run: (text, env) =>
      inShell('', psql).run(`psql -XAtF, -c 'select id, name from categories' '${text}'`, env),
  },
  psql: inShell(' -XAtF,', psql),
  nodejs: inNode(`console.log(JSON.stringify(rows)); await pool.end();`),
  python: inPython(printPython, psycopg2),
  sqlalchemy: inPython(printPython, sqlalchemy, psycopg2),
  countRows: inPython('', psycopg2),
  golang: inGo,
  jdbc: inJava,
  php: inPhp,
  authJs: inNode('console.log(await projectToken());'),
  verifyJose: inNode('console.log((await verifyToken(process.env.TOKEN)).sub);'),
  verifyPyJwt: inPython('print(verify_token(os.environ["TOKEN"])["sub"])', pyjwt),
};

/** The others, which are checked for syntax and types alone, and why nothing here runs them. */
export const notRun: Readonly<Record<string, string>> = {
  dotnet: 'Npgsql is no package of Debian; Mono reads the string back',
  supabasePy: 'supabase-py is no package of Debian',
  verifyGoJwt: 'Debian 12 has golang-jwt 4 alone',
  edgeFunction: 'there is no Deno',
  realtime: 'the sandbox has no Realtime server',
};

/** What snippets are run against. */
export interface Target extends Omit<SandboxProject, 'provider'> {
  readonly provider: ProviderId;
  readonly restSchema?: string;
}

/** The project's PostgREST past its gateway: it takes the token of a user that its own secret signed. */
export async function pastTheGateway(project: SandboxProject): Promise<Target> {
  const { url, jwtSecret, schema, role } = project.direct;
  const [{ id: sub }] = USERS;
  const userToken = await sign({ sub, role, exp: now() + 600 }, jwtSecret);
  return { ...project, provider: 'postgrest', url, jwtSecret, userToken, restSchema: schema };
}

/** What the project has, by kind. */
function valuesOf(project: Target): { readonly [Kind in CredentialKind]?: string } {
  const { anonKey, serviceRoleKey, publishableKey, secretKey, userToken } = project;
  const known = { anonKey, serviceRoleKey, publishableKey, secretKey, userToken };
  const given = Object.entries(known).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(given),
    jwtSecret: project.jwtSecret,
    databaseUrl: project.databaseUrl,
  };
}

/** Every value of the project under the name that snippets read, the public ones of a client as well. */
function environmentOf(project: Target): Variables {
  const { variables } = snippetFactsOf(project.provider);
  const values = { ...valuesOf(project), url: project.url };
  const named = Object.entries(variables).flatMap(([slot, name]) => {
    const value = values[slot as keyof typeof values];
    return value === undefined
      ? []
      : [
          [name, value],
          [`NEXT_PUBLIC_${name}`, value],
        ];
  });
  const { password = '' } = parseUri(project.databaseUrl);
  return { ...Object.fromEntries(named), PGPASSWORD: password };
}

interface Run {
  readonly key?: RequestKey;
  readonly source?: ValueSource;
  readonly variables?: Variables;
  readonly schema?: string;
  readonly table?: SnippetTable;
}

/** What the snippet prints in a document of its own. */
export async function run(id: string, project: Target, options: Run = {}): Promise<string> {
  const { key = {}, source = 'environment', variables = {}, schema = 'public' } = options;
  const { table = { schema, name: 'categories', columns: ['id', 'name'] } } = options;
  const snippet = snippets.find((known) => known.id === id) ?? assert.fail(id);
  const { provider, url, restSchema } = project;
  const facts = { id, name: 'Shop', provider, url, ...(restSchema ? { restSchema } : {}) };
  const { password = '', ...database } = parseUri(project.databaseUrl);
  const written = source === 'written';
  const context = snippetContext(
    { ...facts, place: 'user', credentials: {} },
    {
      key,
      source,
      table,
      values: written ? valuesOf(project) : {},
      database: written ? { ...database, password } : database,
      pooled: false,
      client: false,
      framework: frameworkOf([]),
      typed: false,
    },
  );
  const { body } = compose(snippet.language, snippet.render(context), {
    language: snippet.language,
    text: '',
    indent: indentOf(snippet.language),
    quote: "'",
    line: 0,
  });
  const program = programs[id] ?? assert.fail(`nothing runs ${id}`);
  const environment = written ? {} : environmentOf(project);
  return program.run(textOf(body), { ...environment, ...variables });
}
