import type { HttpAnswer } from '../../src/core/ports';
import { readOpenApi } from '../../src/core/rest/openapi';
import { readRequest } from '../../src/core/rest/request';
import { type RestCatalog, restCatalog } from '../../src/core/rest/restCatalog';
import { toHttpRequest } from '../../src/core/rest/send';
import { providerOf } from '../../src/providers';
import type { Sandbox } from '../sandbox';
import { sendHttp } from './directly';

const never = new AbortController().signal;

/** Sends a written request to the dedicated Flux as its service role: that gateway changes nothing. */
export function sendAsService({ projects }: Sandbox, text: string): Promise<HttpAnswer> {
  const { url, serviceRoleKey = '', provider } = projects.fluxV1;
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
