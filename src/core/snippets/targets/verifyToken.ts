import { indented, lines } from '../code';
import { orFail, variables } from '../go';
import { constants, importsOf, typed } from '../javascript';
import { constants as pythonConstants, importsOf as pythonImports } from '../python';
import type { Snippet } from '../snippet';
import { variableOf } from '../values';

const shared = { group: 'tokens', needs: ['jwtSecret'], side: 'server' } as const;

/** https://github.com/panva/jose/blob/main/docs/jwt/verify/functions/jwtVerify.md */
export const verifyJose: Snippet = {
  ...shared,
  id: 'verifyJose',
  label: 'Verify a user’s JWT with jose',
  language: 'typescript',
  render: (context) => ({
    imports: ["import { jwtVerify } from 'jose';", ...importsOf(context, ['jwtSecret'])],
    body: lines(
      `export async function verifyToken(token${typed(context, ': string')}) {`,
      indented(
        lines(
          constants(context, ['jwtSecret']),
          '',
          'const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {',
          "  algorithms: ['HS256'],",
          ...(context.audience === undefined ? [] : [`  audience: '${context.audience}',`]),
          "  requiredClaims: ['sub', 'exp'],",
          '});',
          'return payload;',
        ),
        '  ',
      ),
      '}',
    ),
  }),
};

/** https://pyjwt.readthedocs.io/en/stable/api.html#jwt.decode */
export const verifyPyJwt: Snippet = {
  ...shared,
  id: 'verifyPyJwt',
  label: 'Verify a user’s JWT with PyJWT',
  language: 'python',
  render: (context) => ({
    imports: [...pythonImports(context), 'import jwt'],
    body: lines(
      pythonConstants(context, ['jwtSecret']),
      '',
      '',
      'def verify_token(token: str) -> dict:',
      '    return jwt.decode(',
      '        token,',
      `        ${variableOf(context, 'jwtSecret')},`,
      '        algorithms=["HS256"],',
      ...(context.audience === undefined ? [] : [`        audience="${context.audience}",`]),
      '        options={"require": ["sub", "exp"]},',
      '    )',
    ),
  }),
};

/** https://pkg.go.dev/github.com/golang-jwt/jwt/v5#ParserOption. */
export const verifyGoJwt: Snippet = {
  ...shared,
  id: 'verifyGoJwt',
  label: 'Verify a user’s JWT with golang-jwt',
  language: 'go',
  render: (context) => ({
    // The token is an argument of the program.
    imports: ['"fmt"', '"log"', '"os"', '"github.com/golang-jwt/jwt/v5"'],
    body: lines(
      variables(context, ['jwtSecret']),
      'parsed, err := jwt.Parse(',
      ['\t', { blank: 'token', preset: 'os.Args[1]' }, ','],
      '\tfunc(*jwt.Token) (any, error) { return []byte(secret), nil },',
      '\tjwt.WithValidMethods([]string{"HS256"}),',
      ...(context.audience === undefined ? [] : [`\tjwt.WithAudience("${context.audience}"),`]),
      '\tjwt.WithExpirationRequired(),',
      ')',
      orFail,
      'user, err := parsed.Claims.GetSubject()',
      'if err != nil || user == "" {',
      '\tlog.Fatal("The token names no user.")',
      '}',
      'fmt.Println(user)',
    ),
  }),
};
