import type { HttpAnswer } from '../../src/core/ports';
import { readOpenApi } from '../../src/core/rest/openapi';
import { readRestCatalog } from '../../src/core/rest/readRestCatalog';
import { readRequest } from '../../src/core/rest/request';
import { type RestCatalog, restCatalog } from '../../src/core/rest/restCatalog';
import { toHttpRequest } from '../../src/core/rest/send';
import { openDatabase } from '../../src/node/postgres';
import { providerOf } from '../../src/providers';
import type { Sandbox } from '../sandbox';
import type { SandboxProject } from '../sandbox/projects/project';
import { sendHttp } from './directly';

const never = new AbortController().signal;

/** Sends a written request to the dedicated Flux as its service role: that gateway changes nothing. */
export async function sendAsService({ projects }: Sandbox, text: string): Promise<HttpAnswer> {
  return sendTo(projects.fluxV1, text);
}

/** Sends a written request to a project as its service role, or as its user where there is no such role. */
export async function sendTo(project: SandboxProject, text: string): Promise<HttpAnswer> {
  const { url, userToken = '', serviceRoleKey = userToken, provider } = project;
  const { restBase, headers } = providerOf(provider);
  const request = readRequest(text, { start: 0, end: text.length });
  const authentication = headers(serviceRoleKey);
  const destination = { projectUrl: url, restBase: restBase(url), authentication };
  return sendHttp(toHttpRequest(request, destination), never);
}

/** What that PostgREST says of its schema. */
export async function catalogOf(sandbox: Sandbox): Promise<RestCatalog> {
  const { body } = await sendAsService(sandbox, 'GET /');
  const described = readOpenApi(body, 'api');
  if (!described) throw new Error(`This is no description: ${body}`);
  return restCatalog(described);
}

/** What the database of that PostgREST says of it. */
export async function catalogOfDatabase({ projects }: Sandbox): Promise<RestCatalog> {
  const database = await openDatabase(projects.fluxV1.databaseUrl, never);
  try {
    return restCatalog(await readRestCatalog(database, 'api', never));
  } finally {
    await database.close();
  }
}
