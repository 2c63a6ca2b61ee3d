import assert from 'node:assert/strict';
import { readNotExposed, readOpenApi } from '../../src/core/rest/openapi';

const body = JSON.stringify({
  swagger: '2.0',
  info: { title: 'standard public schema', version: '12.0.2' },
  paths: {
    '/orders': { get: {} },
    '/rpc/cancel': {
      post: {
        summary: 'Takes an order back',
        parameters: [
          {
            in: 'body',
            schema: {
              required: ['id'],
              properties: { id: { type: 'integer', format: 'bigint' }, why: { type: 'string' } },
            },
          },
        ],
      },
    },
    '/rpc/now': { post: { parameters: [] } },
  },
  definitions: {
    orders: {
      description: 'What was bought',
      required: ['id', 'customer_id'],
      properties: {
        id: {
          type: 'integer',
          format: 'bigint',
          description: 'Note:\nThis is a Primary Key.<pk/>',
        },
        customer_id: {
          type: 'integer',
          format: 'bigint',
          description:
            "Who bought it\n\nNote:\nThis is a Foreign Key to `customers.id`.<fk table='customers' column='id'/>",
        },
        status: {
          type: 'string',
          format: 'public.order_status',
          default: 'new',
          enum: ['new', 'paid'],
        },
      },
    },
    customers: { properties: {} },
  },
});

describe('readOpenApi', () => {
  it('lists tables by name with their comments', () => {
    assert.deepEqual(readOpenApi(body, 'public')?.schema.relations, [
      { schema: 'public', name: 'customers', kind: 'table', rls: 'unknown' },
      {
        schema: 'public',
        name: 'orders',
        kind: 'table',
        rls: 'unknown',
        comment: 'What was bought',
      },
    ]);
  });
  it('reads types, keys, references and defaults of columns', () => {
    assert.deepEqual(readOpenApi(body, 'public')?.columns.get('orders'), [
      { name: 'id', type: 'bigint', nullable: false, primaryKey: true },
      {
        name: 'customer_id',
        type: 'bigint',
        nullable: false,
        primaryKey: false,
        references: 'customers.id',
        comment: 'Who bought it',
      },
      {
        name: 'status',
        type: 'public.order_status',
        nullable: true,
        primaryKey: false,
        default: 'new',
        values: ['new', 'paid'],
      },
    ]);
  });
  it('reads the functions with their arguments', () => {
    assert.deepEqual(readOpenApi(body, 'public')?.functions, [
      {
        name: 'cancel',
        writes: true,
        arguments: [
          { name: 'id', type: 'bigint', required: true },
          { name: 'why', type: 'string', required: false },
        ],
        comment: 'Takes an order back',
      },
      { name: 'now', writes: true, arguments: [] },
    ]);
  });
  it('reads the version of the server', () => {
    assert.deepEqual(readOpenApi(body, 'public')?.version, { major: 12, minor: 0, patch: 2 });
  });
  it('is undefined for anything else', () => {
    for (const text of ['', '<html>', '[]', '{"message":"no"}']) {
      assert.equal(readOpenApi(text, 'public'), undefined);
    }
  });
});

describe('a schema that is not exposed', () => {
  for (const [version, body] of [
    [
      12,
      '{"code":"PGRST106","details":null,"hint":null,"message":"The schema must be one of the following: public, api"}',
    ],
    [
      14,
      '{"code":"PGRST106","details":null,"hint":"Only the following schemas are exposed: public, api","message":"Invalid schema: private"}',
    ],
  ] as const) {
    it(`is told with those that are by PostgREST ${version}`, () => {
      const { exposed, columns } = readNotExposed(body, 'private') ?? assert.fail();
      assert.deepEqual([exposed, columns.size], [['public', 'api'], 0]);
    });
  }

  it('is told apart from other refusals', () => {
    assert.equal(
      readNotExposed('{"code":"42501","message":"one of the following: a"}', 'a'),
      undefined,
    );
    assert.equal(readNotExposed('<html>', 'a'), undefined);
  });
});
