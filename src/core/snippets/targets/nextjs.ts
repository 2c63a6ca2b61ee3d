import { indented, lines } from '../code';
import { frameworks } from '../frameworks';
import { fetchResponse, requestConstants } from '../javascript';
import type { Snippet, SnippetContext } from '../snippet';
import { rowsPath } from '../table';
import { publicKinds } from '../values';

const [nextjs] = frameworks;
const inNextjs = nextjs && { framework: nextjs };

/** For a server component, a route handler or a server action: nothing of it reaches the browser. */
export const nextServer: Snippet = {
  id: 'nextServer',
  label: 'Next.js, server side',
  group: 'http',
  language: 'typescript',
  needs: 'requestKey',
  side: 'server',
  render: (context) => ({
    imports: ["import 'server-only';"],
    body: loader({ ...context, client: false, ...inNextjs }, ["  cache: 'no-store',"]),
  }),
};

/** For a file that begins with `'use client'`. */
export const nextClient: Snippet = {
  id: 'nextClient',
  label: 'Next.js, client component',
  group: 'http',
  language: 'typescript',
  needs: publicKinds,
  side: 'client',
  render: (context) => ({
    imports: [],
    body: loader({ ...context, client: true, ...inNextjs }, []),
  }),
};

function loader(context: SnippetContext, options: readonly string[]) {
  return lines(
    'export async function loadRows() {',
    indented(
      lines(
        requestConstants(context),
        '',
        fetchResponse(context, rowsPath(context, 10), options),
        'return response.json();',
      ),
      '  ',
    ),
    '}',
  );
}
