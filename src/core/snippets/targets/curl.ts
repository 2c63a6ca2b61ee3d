import { shellRows } from '../shell';
import type { Snippet } from '../snippet';
import { rowsPath } from '../table';

export const curl: Snippet = {
  id: 'curl',
  label: 'curl',
  group: 'http',
  language: 'shellscript',
  needs: 'requestKey',
  side: 'server',
  render: (context) => ({ imports: [], body: shellRows(context, rowsPath(context, 5)) }),
};
