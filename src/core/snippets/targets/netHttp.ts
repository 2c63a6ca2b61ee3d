import { getRows, importsOf } from '../go';
import type { Snippet } from '../snippet';
import { rowsPath } from '../table';

/** https://pkg.go.dev/net/http */
export const netHttp: Snippet = {
  id: 'netHttp',
  label: 'Go net/http',
  group: 'http',
  language: 'go',
  needs: 'requestKey',
  side: 'server',
  render: (context) => ({
    imports: ['"fmt"', '"io"', '"log"', '"net/http"', ...importsOf(context)],
    body: getRows(context, rowsPath(context, 10)),
  }),
};
