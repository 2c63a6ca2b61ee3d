import { lines } from '../code';
import { fetchResponse, requestConstants } from '../javascript';
import { importsOf, requestResponse } from '../python';
import { shellRows } from '../shell';
import type { Snippet, SnippetContext } from '../snippet';

/** https://docs.powabase.ai/guides/auth-connection: no agents is success too. */
const agents = ['/api/agents'];

const shared = {
  group: 'http',
  needs: ['serviceRoleKey'],
  side: 'server',
  feature: 'projectService',
} as const;

/** The Project Service knows no schemas. */
function withoutProfile({ profile: _, ...context }: SnippetContext): SnippetContext {
  return context;
}

export const verifyCurl: Snippet = {
  ...shared,
  id: 'verifyCurl',
  label: 'Verify the setup: curl',
  language: 'shellscript',
  render: (context) => ({ imports: [], body: shellRows(withoutProfile(context), agents) }),
};

export const verifyFetch: Snippet = {
  ...shared,
  id: 'verifyFetch',
  label: 'Verify the setup: TypeScript fetch',
  language: 'typescript',
  render: (context) => ({
    imports: [],
    body: lines(
      requestConstants(context),
      '',
      fetchResponse(withoutProfile(context), agents),
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
    body: lines(
      requestResponse(withoutProfile(context), agents),
      'print(response.json()["agents"])',
    ),
  }),
};
