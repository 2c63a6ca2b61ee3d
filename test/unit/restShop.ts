import type { Column } from '../../src/core/model';
import { type RestCatalog, restCatalog } from '../../src/core/rest/restCatalog';

/** A column as `name type`, with ` pk`, ` null` or ` > table.column` behind it. */
function column(text: string): Column {
  const [declared = '', references] = text.split(' > ');
  const [name = '', ...rest] = declared.split(' ');
  const type = rest.filter((word) => word !== 'pk' && word !== 'null').join(' ');
  return {
    name,
    type,
    nullable: rest.includes('null'),
    primaryKey: rest.includes('pk'),
    ...(references ? { references } : {}),
    ...(type === 'order_status' ? { values: ['placed', 'paid', 'shipped'] } : {}),
  };
}

const tables: Readonly<Record<string, readonly string[]>> = {
  customers: [
    'id uuid pk',
    'email text',
    'full_name text',
    'address jsonb null',
    'active boolean',
    'born date null',
  ],
  orders: [
    'id bigint pk',
    'customer_id uuid > customers.id',
    'status order_status',
    'total numeric(12,2)',
    'note text null',
  ],
  products: [
    'id bigint pk',
    'name text',
    'price numeric(12,2)',
    'tags text[]',
    'valid daterange',
    'extra json',
  ],
  order_items: [
    'order_id bigint pk > orders.id',
    'product_id bigint pk > products.id',
    'quantity integer',
  ],
  messages: ['id bigint pk', 'sender uuid > customers.id', 'receiver uuid > customers.id'],
  'odd name': ['first text'],
};

/** A small shop as PostgREST would describe it, for tests. */
export const shop: RestCatalog = restCatalog({
  schema: {
    name: 'public',
    relations: Object.keys(tables).map((name) => ({
      schema: 'public',
      name,
      kind: 'table',
      rls: 'unknown',
    })),
  },
  columns: new Map(Object.entries(tables).map(([name, columns]) => [name, columns.map(column)])),
  functions: [
    {
      name: 'search',
      writes: false,
      arguments: [
        { name: 'query', type: 'text', required: true },
        { name: 'page', type: 'integer', required: false },
      ],
    },
    {
      name: 'initials',
      writes: false,
      arguments: [{ name: 'customer', type: 'customers', required: true }],
    },
  ],
  version: { major: 12, minor: 0, patch: 2 },
  exposed: ['public', 'api'],
});
