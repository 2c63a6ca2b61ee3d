import { lines } from '../code';
import { importsOf, requestResponse } from '../python';
import type { Snippet } from '../snippet';
import { rowsPath } from '../table';

/** https://requests.readthedocs.io/en/latest/api/ */
export const requests: Snippet = {
  id: 'requests',
  label: 'Python requests',
  group: 'http',
  language: 'python',
  needs: 'requestKey',
  side: 'server',
  render: (context) => ({
    imports: [...importsOf(context), 'import requests'],
    body: lines(requestResponse(context, rowsPath(context, 10)), 'rows = response.json()'),
  }),
};
