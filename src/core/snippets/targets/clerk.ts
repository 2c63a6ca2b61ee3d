import { code, lines } from '../code';
import { constants, fetchResponse, importsOf } from '../javascript';
import type { Snippet } from '../snippet';
import { rowsPath } from '../table';

/** https://flux.vsl-base.com/docs/guides/clerk: the gateway takes the token of a JWT template alone. */
export const clerk: Snippet = {
  id: 'clerk',
  label: 'Clerk token in the browser',
  group: 'http',
  language: 'typescript',
  needs: [],
  side: 'client',
  feature: 'ownTokens',
  render: (given) => {
    const context = {
      ...given,
      client: true,
      headers: [{ name: 'Authorization', before: 'Bearer ', credential: 'userToken' } as const],
    };
    return {
      imports: importsOf(context, ['url']),
      body: lines(
        constants(context, ['url']),
        '',
        code`const token = await window.Clerk?.session?.getToken({ template: '${{ blank: 'template', preset: 'flux' }}' });`,
        "if (!token) throw new Error('Nobody is signed in.');",
        '',
        fetchResponse(context, rowsPath(context, 10)),
        'const rows = await response.json();',
      ),
    };
  },
};
