/** Numbers from 0 to 1. */
type Random = () => number;

type Table = 'categories' | 'products' | 'reviews' | 'orders' | 'customers';

/** Conditions on a table; `@` stands for its alias. */
const conditions: Readonly<Record<Table, readonly string[]>> = {
  categories: [
    '@.id > 3',
    '@.parent_id is null',
    '@.parent_id is not null',
    "@.slug = 'home'",
    "@.name like 'H%'",
    '@.parent_id in (1, 2)',
    '@.parent_id not in (1, 3)',
    '@.parent_id <> 1',
    '@.parent_id is distinct from 1',
  ],
  products: [
    '@.price > 100',
    '@.stock = 0',
    "@.status = 'active'",
    '@.description is null',
    "@.name ilike '%lamp'",
    '@.stock between 5 and 40',
    '@.category_id = 3',
    "@.tags @> '{oak}'",
    "'lamp' = any (@.tags)",
  ],
  reviews: ['@.rating >= 4', '@.published', '@.title is null', '@.rating in (1, 5)'],
  orders: ['@.total > 500', "@.status = 'paid'", "@.status <> 'paid'"],
  customers: ["@.full_name like 'A%'", '@.loyalty_points > 100', '@.loyalty_points is null'],
};

/** Foreign keys: a table, its column, and the table whose id that is. */
const keys: readonly (readonly [from: Table, column: string, to: Table])[] = [
  ['products', 'category_id', 'categories'],
  ['reviews', 'product_id', 'products'],
  ['reviews', 'customer_id', 'customers'],
  ['orders', 'customer_id', 'customers'],
  ['categories', 'parent_id', 'categories'],
];

/** A table that is tied to another one, by a column of each. */
interface Near {
  readonly table: Table;
  readonly here: string;
  readonly there: string;
}

function near(table: Table): readonly Near[] {
  return keys.flatMap(([from, column, to]): Near[] => [
    ...(from === table ? [{ table: to, here: column, there: 'id' }] : []),
    ...(to === table ? [{ table: from, here: 'id', there: column }] : []),
  ]);
}

/** A SELECT of the shop with joins along its foreign keys, conditions, EXISTS, IN (SELECT …) and their contraries. */
export function randomSelect(random: Random): string {
  const chance = (of: number) => random() < of;
  const pick = <T>(all: readonly [T, ...T[]] | readonly T[]): T =>
    all[Math.floor(random() * all.length)] as T;
  let aliases = 0;

  function condition(alias: string, table: Table): string {
    const one = () => pick(conditions[table]).replaceAll('@', alias);
    const kind = random();
    if (kind < 0.2) return `not (${one()})`;
    if (kind < 0.35) return `(${one()} or ${one()})`;
    if (kind < 0.45) return `not (${one()} and ${one()})`;
    return one();
  }

  /** One that stands beside other conditions, with OR, AND and NOT between them. */
  function tangled(alias: string, table: Table, depth: number): string {
    const [one, other] = [subquery(alias, table, depth), subquery(alias, table, depth)];
    return pick([
      `(${condition(alias, table)} or ${one})`,
      `(${one} or ${other})`,
      `not (${condition(alias, table)} and ${one})`,
      `not (${condition(alias, table)} or ${one})`,
      `((${condition(alias, table)} and ${one}) or ${other})`,
    ]);
  }

  function subquery(alias: string, table: Table, depth: number): string {
    const { table: other, here, there } = pick(near(table));
    const inner = `s${aliases++}`;
    const isIn = chance(0.3);
    const where = isIn ? [] : [`${alias}.${here} = ${inner}.${there}`];
    if (chance(0.7)) where.push(condition(inner, other));
    if (depth < 2 && chance(0.25)) {
      where.push((chance(0.5) ? tangled : subquery)(inner, other, depth + 1));
    }
    const not = chance(0.35) ? 'not ' : '';
    const from = `from ${other} ${inner}${where.length === 0 ? '' : ` where ${where.join(' and ')}`}`;
    return isIn
      ? `${alias}.${here} ${not}in (select ${inner}.${there} ${from})`
      : `${not}exists (select 1 ${from})`;
  }

  const first = pick(Object.keys(conditions) as Table[]);
  const tables: { readonly alias: string; readonly table: Table }[] = [
    { alias: 'a', table: first },
  ];
  const columns = ['a.id as k0'];
  let from = `${first} a`;
  for (let left = Math.floor(random() * 3); left > 0; left--) {
    const base = pick(tables);
    const { table, here, there } = pick(near(base.table));
    const alias = `j${aliases++}`;
    const more = chance(0.25) ? ` and ${condition(alias, table)}` : '';
    from += ` ${chance(0.5) ? 'left ' : ''}join ${table} ${alias} on ${base.alias}.${here} = ${alias}.${there}${more}`;
    tables.push({ alias, table });
    if (chance(0.8)) columns.push(`${alias}.id as k${columns.length}`);
  }
  const where = tables.flatMap(({ alias, table }) => [
    ...(chance(0.4) ? [condition(alias, table)] : []),
    ...(alias !== 'a' && chance(0.15) ? [`${alias}.id is null`] : []),
    ...(chance(0.3) ? [(chance(0.5) ? tangled : subquery)(alias, table, 1)] : []),
  ]);
  const filter = where.length === 0 ? '' : ` where ${where.join(' and ')}`;
  return `select ${columns.join(', ')} from ${from}${filter}`;
}
