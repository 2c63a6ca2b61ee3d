import { OWNER } from './roles';

const tables = `
create type product_status as enum ('draft', 'active', 'retired');
create type order_status as enum ('placed', 'paid', 'shipped', 'delivered', 'cancelled');

create table categories (
  id int generated always as identity primary key,
  name text not null,
  slug text not null unique,
  parent_id int references categories
);

create table products (
  id bigint generated always as identity primary key,
  sku text not null unique,
  name text not null,
  description text,
  category_id int not null references categories,
  price numeric(12,2) not null check (price >= 0),
  status product_status not null default 'active',
  stock int not null default 0 check (stock >= 0),
  tags text[] not null default '{}',
  attributes jsonb not null default '{}',
  thumbnail bytea,
  released_on date,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table products is 'What the shop sells, one row for each article.';
comment on column products.price is 'In euros, with VAT.';
comment on column products.thumbnail is 'A tiny PNG.';
create index products_category_id_idx on products (category_id);
create index products_attributes_idx on products using gin (attributes);

create table customers (
  id uuid primary key default gen_random_uuid(),
  user_id uuid unique references auth.users on delete set null,
  email text not null unique,
  full_name text not null,
  phone text,
  address jsonb,
  loyalty_points bigint not null default 0,
  marketing_consent boolean not null default false,
  created_at timestamptz not null default now()
);
comment on table customers is 'People who bought something; user_id is set for those who can sign in.';

create table orders (
  id bigint generated always as identity,
  placed_at timestamptz not null,
  customer_id uuid not null references customers,
  status order_status not null default 'placed',
  total numeric(14,4) not null default 0,
  shipping_address jsonb,
  note text,
  primary key (id, placed_at)
) partition by range (placed_at);
create table orders_2025 partition of orders for values from ('2025-01-01+00') to ('2026-01-01+00');
create table orders_2026 partition of orders for values from ('2026-01-01+00') to ('2027-01-01+00');
create index orders_customer_id_idx on orders (customer_id);
comment on table orders is 'Partitioned by the year in which the order was placed.';

create table order_items (
  order_id bigint not null,
  order_placed_at timestamptz not null,
  line smallint not null,
  product_id bigint not null references products,
  quantity smallint not null check (quantity > 0),
  unit_price numeric(12,2) not null,
  primary key (order_id, line),
  foreign key (order_id, order_placed_at) references orders (id, placed_at) on delete cascade
);
create index order_items_product_id_idx on order_items (product_id);

create table payments (
  id bigint primary key,
  order_id bigint not null,
  order_placed_at timestamptz not null,
  amount numeric(20,8) not null,
  provider_payload jsonb not null,
  receipt bytea,
  paid_at timestamptz not null,
  foreign key (order_id, order_placed_at) references orders (id, placed_at)
);
comment on column payments.id is 'Given by the payment provider; larger than 2^53.';

create table reviews (
  id bigint generated always as identity primary key,
  product_id bigint not null references products,
  customer_id uuid not null references customers,
  rating smallint not null check (rating between 1 and 5),
  title text not null,
  body text,
  published boolean not null default false,
  created_at timestamptz not null default now(),
  unique (product_id, customer_id)
);
comment on column reviews.published is 'Only published reviews are public.';

create table newsletter_signups (
  email text primary key,
  signed_up_at timestamptz not null default now(),
  source text
);
comment on table newsletter_signups is 'Left open on purpose: row level security is off and anon may read it.';
`;

// No function body names the shop's schema, so that the Flux projects can rename it.
const functions = `
create function touch_updated_at() returns trigger language plpgsql as $$
begin
  new.updated_at := now();
  return new;
end $$;
create trigger products_touch_updated_at before update on products
  for each row execute function touch_updated_at();

create function search_products(query text) returns setof products stable
begin atomic
  select * from products p
  where p.status = 'active' and (p.name ilike '%' || query || '%' or query = any (p.tags))
  order by p.id;
end;
comment on function search_products is 'Active products whose name holds the text, or with that tag.';

create function order_total(of_order bigint) returns numeric stable
begin atomic
  select coalesce(sum(i.quantity * i.unit_price), 0) from order_items i where i.order_id = of_order;
end;

create function add_to_stock(product bigint, amount int) returns int security definer
begin atomic
  update products set stock = stock + amount where id = product returning stock;
end;
comment on function add_to_stock is 'Adds to the stock of a product and returns what there is now. Not for anon.';

create function initials(customer customers) returns text stable
begin atomic
  select string_agg(left(word, 1), '' order by at)
  from unnest(string_to_array(customer.full_name, ' ')) with ordinality w(word, at);
end;
`;

const views = `
create view product_ratings with (security_invoker = true) as
  select p.id as product_id, p.name, count(r.id) as reviews, round(avg(r.rating), 2) as average
  from products p left join reviews r on r.product_id = p.id
  group by p.id;
comment on view product_ratings is 'Counts the reviews that the reader may see.';

create view open_orders with (security_invoker = true) as
  select o.id, o.placed_at, c.full_name, o.status, o.total
  from orders o join customers c on c.id = o.customer_id
  where o.status in ('placed', 'paid', 'shipped');

create materialized view monthly_sales as
  select date_trunc('month', placed_at, 'UTC')::date as month, count(*) as orders, sum(total) as revenue
  from orders where status <> 'cancelled'
  group by 1;
create unique index monthly_sales_month_idx on monthly_sales (month);
`;

/** SQL that makes the empty shop in the schema `public`, owned by the project's owner. */
export const tablesSql = `
set role ${OWNER};
${tables}${functions}${views}
reset role;
`;

/** SQL with the shop's policies: what anon and signed-in people see. The service role sees everything. */
export const policiesSql = `
set role ${OWNER};
alter table categories enable row level security;
alter table products enable row level security;
alter table customers enable row level security;
alter table orders enable row level security;
alter table orders_2025 enable row level security;
alter table orders_2026 enable row level security;
alter table order_items enable row level security;
alter table payments enable row level security;
alter table reviews enable row level security;

create policy "categories are public" on categories for select to anon, authenticated using (true);
create policy "products are public" on products for select to anon, authenticated using (true);
create policy "published reviews are public" on reviews for select to anon, authenticated using (published);
create policy "own customer" on customers for select to authenticated
  using (user_id = (select auth.uid()));
create policy "change own customer" on customers for update to authenticated
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy "own orders" on orders for select to authenticated
  using (customer_id in (select id from customers));
create policy "items of own orders" on order_items for select to authenticated
  using (order_id in (select id from orders));
create policy "own reviews" on reviews for select to authenticated
  using (customer_id in (select id from customers));
create policy "write own reviews" on reviews for insert to authenticated
  with check (customer_id in (select id from customers));

grant usage on schema public to anon, authenticated, service_role;
grant all on all tables in schema public to anon, authenticated, service_role;
grant all on all sequences in schema public to anon, authenticated, service_role;
revoke execute on function add_to_stock from public;
grant execute on function add_to_stock to authenticated, service_role;
reset role;
`;
