import { indented, lines } from '../code';
import { constants, importsOf } from '../javascript';
import type { Snippet } from '../snippet';

/** https://flux.vsl-base.com/docs/guides/authjs: the session's cookie is no token for the gateway, so one is signed. */
export const authJs: Snippet = {
  id: 'authJs',
  label: 'Auth.js: sign a token for the user on the server',
  group: 'tokens',
  language: 'typescript',
  needs: ['jwtSecret'],
  side: 'server',
  feature: 'ownTokens',
  render: (context) => ({
    imports: [
      "import { SignJWT } from 'jose';",
      "import { auth } from '@/auth';",
      ...importsOf(context, ['jwtSecret']),
    ],
    body: lines(
      'export async function projectToken() {',
      indented(
        lines(
          constants(context, ['jwtSecret']),
          '',
          'const session = await auth();',
          'const userId = session?.user?.id;',
          "if (!userId) throw new Error('Nobody is signed in.');",
          '',
          'return new SignJWT()',
          "  .setProtectedHeader({ alg: 'HS256' })",
          '  .setSubject(userId)',
          '  .setIssuedAt()',
          "  .setExpirationTime('5m')",
          '  .sign(new TextEncoder().encode(secret));',
        ),
        '  ',
      ),
      '}',
    ),
  }),
};
