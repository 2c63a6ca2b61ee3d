import { lines } from '../code';
import { fetchResponse, importsOf, requestConstants } from '../javascript';
import type { Snippet } from '../snippet';
import { rowsPath } from '../table';
import { requestSlots } from '../values';

export const fetchSnippet: Snippet = {
  id: 'fetch',
  label: 'TypeScript fetch',
  group: 'http',
  language: 'typescript',
  needs: 'requestKey',
  side: 'either',
  render: (context) => ({
    imports: importsOf(context, requestSlots(context)),
    body: lines(
      requestConstants(context),
      '',
      fetchResponse(context, rowsPath(context, 10)),
      'const rows = await response.json();',
    ),
  }),
};
