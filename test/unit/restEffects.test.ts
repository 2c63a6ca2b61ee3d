import assert from 'node:assert/strict';
import { guard } from '../../src/core/guard';
import type { SafetyMode } from '../../src/core/model';
import { effectsOf } from '../../src/core/rest/effects';
import { parseRequest } from '../../src/core/rest/parse';

const project = (mode: SafetyMode) => ({
  mode,
  environment: 'production' as const,
  schemaOwner: (schema: string) => (schema === 'auth' ? 'GoTrue' : undefined),
  schemaApi: () => undefined,
  estimatedRows: () => undefined,
  isVolatile: () => false,
  schemaOf: ({ schema }: { readonly schema?: string }) => schema,
});

function verdictOf(text: string, mode: SafetyMode) {
  const request = parseRequest(text) ?? assert.fail(text);
  return guard(effectsOf(request, 'public'), project(mode));
}

describe('what a request does decides whether it may be sent', () => {
  const rows: readonly [string, string, string, string, string?][] = [
    // request, read-only, confirm, free, typed on production
    ['GET /orders', 'run', 'run', 'run'],
    ['HEAD /orders', 'run', 'run', 'run'],
    ['OPTIONS /orders', 'run', 'run', 'run'],
    ['GET /', 'run', 'run', 'run'],
    ['GET /rpc/total?year=2024', 'run', 'run', 'run'],
    ['POST /rpc/total\n\n{}', 'refuse', 'ask', 'run'],
    ['POST /orders\n\n{}', 'refuse', 'ask', 'run'],
    ['DELETE /orders/?id=eq.1', 'refuse', 'ask', 'run'],
    ['DELETE /auth/v1/admin/users/1', 'refuse', 'ask', 'run'],
    ['DELETE https://shop.example/storage/v1/bucket/a', 'refuse', 'ask', 'run'],
    ['DELETE /users/../orders', 'refuse', 'ask', 'run'],
    ['GET /auth/v1/settings', 'run', 'run', 'run'],
    ['# @schema auth\nPOST /users\n\n{}', 'refuse', 'ask', 'ask', 'users'],
    ['PUT /orders?id=eq.1\n\n{}', 'refuse', 'ask', 'run'],
    ['PATCH /orders?id=eq.1\n\n{}', 'refuse', 'ask', 'run'],
    ['DELETE /orders?or=(id.eq.1,id.eq.2)', 'refuse', 'ask', 'run'],
    ['PATCH /orders\n\n{}', 'refuse', 'ask', 'ask', 'orders'],
    ['DELETE /orders', 'refuse', 'ask', 'ask', 'orders'],
    ['DELETE /orders?limit=1&order=id', 'refuse', 'ask', 'ask', 'orders'],
    ['DELETE /orders?items.id=eq.1&select=id,items(id)', 'refuse', 'ask', 'ask', 'orders'],
    ['POST /users\nContent-Profile: auth\n\n{}', 'refuse', 'ask', 'ask', 'users'],
  ];
  for (const [text, readOnly, confirm, free, typed] of rows) {
    it(text.replaceAll('\n', ' '), () => {
      assert.deepEqual(
        (['read-only', 'confirm', 'free'] as const).map((mode) => verdictOf(text, mode).kind),
        [readOnly, confirm, free],
      );
      const verdict = verdictOf(text, 'free');
      assert.equal(verdict.kind === 'ask' ? verdict.typed : undefined, typed);
    });
  }
});
