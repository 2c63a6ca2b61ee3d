import { USERS } from './platform';
import { OWNER } from './roles';

// Every value follows from a row's number, so that each start has the same rows.
const catalogue = `
insert into categories (name, slug, parent_id) values
  ('Home', 'home', null), ('Lighting', 'lighting', 1), ('Kitchen', 'kitchen', 1), ('Garden', 'garden', null),
  ('Tools', 'tools', 4), ('Office', 'office', null), ('Paper', 'paper', 6), ('Bags', 'bags', null);

insert into products (sku, name, description, category_id, price, status, stock, tags, attributes, thumbnail, released_on, created_at, updated_at)
select
  'SKU-' || lpad(n::text, 4, '0'),
  adjective || ' ' || noun,
  case when n % 7 <> 0 then 'A ' || lower(adjective) || ' ' || noun || ' for every day.' end,
  category,
  (4.95 + n * 3.30)::numeric(12,2),
  (case when n % 15 = 0 then 'retired' when n % 11 = 0 then 'draft' else 'active' end)::product_status,
  (n * 7) % 90,
  array[lower(adjective), noun],
  jsonb_build_object('colour', colour, 'weight_g', 100 + n * 25, 'dimensions', jsonb_build_array(n, n + 5, n + 10)),
  case when n % 3 = 0 then decode('89504e470d0a1a0a' || lpad(to_hex(n), 4, '0'), 'hex') end,
  date '2025-01-01' + n::int,
  '2025-01-01 08:00+00'::timestamptz + n * interval '1 hour',
  '2026-06-01 08:00+00'
from (
  select 10 * (a - 1) + b as n, adjective, noun, category, colour
  from unnest(array['Oak', 'Copper', 'Linen', 'Folding', 'Blue', 'Compact']) with ordinality x(adjective, a)
  cross join (values
    (1, 'lamp', 2, 'amber'), (2, 'kettle', 3, 'silver'), (3, 'mug', 3, 'white'), (4, 'trowel', 5, 'green'), (5, 'notebook', 7, 'red'),
    (6, 'backpack', 8, 'black'), (7, 'chair', 1, 'brown'), (8, 'watering can', 4, 'green'), (9, 'pan', 3, 'black'), (10, 'desk tray', 6, 'grey')
  ) y(b, noun, category, colour)
) article
order by n;

insert into customers (id, user_id, email, full_name, phone, address, loyalty_points, marketing_consent, created_at)
select
  ('e0000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid,
  case n when 1 then '${USERS[0].id}'::uuid when 2 then '${USERS[1].id}'::uuid end,
  lower(first) || '.' || lower(last) || '@example.com',
  first || ' ' || last,
  case when n % 4 <> 0 then '+47 22 00 ' || lpad(n::text, 2, '0') || ' 00' end,
  jsonb_build_object('street', last || ' Street ' || n, 'city', city, 'country', 'NO'),
  case when n = 1 then 9223372036854775807 else 9007199254740992 + n end,
  n % 2 = 0,
  '2025-02-01 10:00+00'::timestamptz + n * interval '3 days'
from (
  select 5 * (f - 1) + l as n, first, last, (array['Oslo', 'Bergen', 'Tromsø'])[1 + (f + l) % 3] as city
  from unnest(array['Ada', 'Grace', 'Edsger', 'Barbara', 'Donald', 'Margaret', 'Alan', 'Radia']) with ordinality x(first, f)
  cross join unnest(array['Larsen', 'Hansen', 'Berg', 'Solheim', 'Dahl']) with ordinality y(last, l)
) person
order by n;
`;

const trade = `
insert into orders (placed_at, customer_id, status, shipping_address, note)
select
  '2025-03-01 09:30+00'::timestamptz + n * interval '5 days 1 hour',
  ('e0000000-0000-4000-8000-' || lpad((1 + n % 40)::text, 12, '0'))::uuid,
  (array['placed', 'paid', 'shipped', 'delivered', 'delivered', 'delivered', 'cancelled'])[1 + n % 7]::order_status,
  jsonb_build_object('city', (array['Oslo', 'Bergen', 'Tromsø'])[1 + n % 3], 'gift', n % 5 = 0),
  case when n % 9 = 0 then 'Leave it with the neighbour, please.' end
from generate_series(0, 119) n;

insert into order_items (order_id, order_placed_at, line, product_id, quantity, unit_price)
select o.id, o.placed_at, line, p.id, 1 + (o.id + line) % 3, p.price
from orders o
cross join generate_series(1, 3) line
join products p on p.id = 1 + (o.id * 7 + line * 13) % 60
where line <= 1 + o.id % 3;

update orders o set total = order_total(o.id);

insert into payments (id, order_id, order_placed_at, amount, provider_payload, receipt, paid_at)
select 9007199254740993 + id * 1000, id, placed_at, total,
  jsonb_build_object('method', (array['card', 'vipps', 'invoice'])[1 + id % 3], 'reference', 'pay-' || id),
  case when id % 2 = 0 then decode(md5('receipt ' || id), 'hex') end,
  placed_at + interval '2 minutes 0.123456 seconds'
from orders where status not in ('placed', 'cancelled');

insert into reviews (product_id, customer_id, rating, title, body, published, created_at)
select
  1 + n % 60,
  ('e0000000-0000-4000-8000-' || lpad((1 + (n * 7) % 40)::text, 12, '0'))::uuid,
  1 + (n * 3) % 5,
  (array['Just right', 'Not what I hoped for', 'Would buy again', 'Good value'])[1 + n % 4],
  case when n % 6 <> 0 then 'Used it for ' || 1 + n % 12 || ' weeks.' end,
  n % 3 <> 0,
  '2025-06-01 12:00+00'::timestamptz + n * interval '4 days'
from generate_series(0, 89) n;

insert into newsletter_signups (email, signed_up_at, source)
select 'reader' || n || '@example.com', '2026-01-01 00:00+00'::timestamptz + n * interval '9 hours', (array['footer', 'checkout'])[1 + n % 2]
from generate_series(1, 25) n;

refresh materialized view monthly_sales;
`;

/**
 * SQL that fills the shop: 8 categories, 60 products, 40 customers, 120 orders with 240 items, 90 reviews (60 of them
 * published), 25 newsletter signups.
 */
export const rowsSql = `
set role ${OWNER};
${catalogue}${trade}
reset role;
`;
