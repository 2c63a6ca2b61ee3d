import { lines } from '../code';
import { fetchResponse, requestConstants, importsOf as scriptImports } from '../javascript';
import { importsOf, requestResponse } from '../python';
import { shellRows } from '../shell';
import type { Snippet, SnippetContext } from '../snippet';
import { requestSlots } from '../values';

/** https://docs.powabase.ai/guides/auth-connection: no agents is success too. */
const agents = ['/api/agents'];

const shared = {
  group: 'http',
  needs: ['serviceRoleKey'],
  side: 'server',
  feature: 'projectService',
} as const;

/** The Project Service knows no schemas, and its key stays on a server. */
function forService({ profile: _, ...context }: SnippetContext): SnippetContext {
  return { ...context, client: false };
}

export const verifyCurl: Snippet = {
  ...shared,
  id: 'verifyCurl',
  label: 'Verify the setup: curl',
  language: 'shellscript',
  render: (context) => ({ imports: [], body: shellRows(forService(context), agents) }),
};

export const verifyFetch: Snippet = {
  ...shared,
  id: 'verifyFetch',
  label: 'Verify the setup: TypeScript fetch',
  language: 'typescript',
  render: (context) => ({
    imports: scriptImports(forService(context), requestSlots(context)),
    body: lines(
      requestConstants(forService(context)),
      '',
      fetchResponse(forService(context), agents),
      'const { agents } = await response.json();',
      'console.log(agents);',
    ),
  }),
};

export const verifyRequests: Snippet = {
  ...shared,
  id: 'verifyRequests',
  label: 'Verify the setup: Python requests',
  language: 'python',
  render: (context) => ({
    imports: [...importsOf(context), 'import requests'],
    body: lines(requestResponse(forService(context), agents), 'print(response.json()["agents"])'),
  }),
};
