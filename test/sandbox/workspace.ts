import type { SavedProject } from '../../src/core/savedProject';
import { dotenv } from './dotenv';
import type { Sandbox } from './index';

/**
 * The sample workspace, path to text: a SQL file, a request file, and one project for each provider whose
 * secrets are keys of a git-ignored `.env`.
 */
export function sampleWorkspace(
  sandbox: Pick<Sandbox, 'projects'>,
): Readonly<Record<string, string>> {
  const settings = { 'powabase.projects': sampleProjects(sandbox) };
  return {
    'shop.sql': shopSql,
    'requests.pgrst': requests,
    '.env': dotenv(sandbox),
    '.gitignore': '.env\n',
    '.vscode/settings.json': `${JSON.stringify(settings, undefined, 2)}\n`,
  };
}

/** What the `powabase.projects` setting holds: facts and references, no secret. */
export function sampleProjects({ projects }: Pick<Sandbox, 'projects'>): readonly SavedProject[] {
  const { powabase, supabase, fluxV2, fluxV1 } = projects;
  return [
    {
      id: 'shop-powabase',
      name: powabase.name,
      provider: 'powabase',
      url: powabase.url,
      credentials: {
        anonKey: dotenvKey('POWABASE_ANON_KEY'),
        serviceRoleKey: dotenvKey('POWABASE_SERVICE_ROLE_KEY'),
        jwtSecret: dotenvKey('POWABASE_JWT_SECRET'),
        databaseUrl: dotenvKey('POWABASE_DATABASE_URL'),
      },
    },
    {
      id: 'shop-supabase',
      name: supabase.name,
      provider: 'supabase',
      url: supabase.url,
      credentials: {
        publishableKey: dotenvKey('SUPABASE_PUBLISHABLE_KEY'),
        secretKey: dotenvKey('SUPABASE_SECRET_KEY'),
        jwtSecret: dotenvKey('SUPABASE_JWT_SECRET'),
        databaseUrl: dotenvKey('SUPABASE_DATABASE_URL'),
      },
    },
    {
      id: 'shop-flux-v2',
      name: fluxV2.name,
      provider: 'flux-v2',
      url: fluxV2.url,
      credentials: {
        userToken: dotenvKey('FLUX_V2_USER_TOKEN'),
        databaseUrl: dotenvKey('FLUX_V2_DATABASE_URL'),
      },
    },
    {
      id: 'shop-flux-v1',
      name: fluxV1.name,
      provider: 'flux-v1',
      url: fluxV1.url,
      credentials: {
        anonKey: dotenvKey('FLUX_V1_ANON_KEY'),
        serviceRoleKey: dotenvKey('FLUX_V1_SERVICE_ROLE_KEY'),
        jwtSecret: dotenvKey('FLUX_V1_JWT_SECRET'),
        databaseUrl: dotenvKey('FLUX_V1_DATABASE_URL'),
      },
    },
  ];
}

function dotenvKey(key: string) {
  return { from: 'dotenv', file: '.env', key } as const;
}

const shopSql = `-- @project Shop (Powabase)

-- What sells best?
select p.name, sum(i.quantity) as sold, sum(i.quantity * i.unit_price) as revenue
from products p
join order_items i on i.product_id = p.id
group by p.name
order by revenue desc
limit 10;

-- Payment ids are larger than 2^53, amounts have eight decimals: both arrive as the server wrote them.
select id, order_id, amount, paid_at, provider_payload
from payments
order by id desc
limit 20;

-- A million rows, to scroll through.
select n, md5(n::text) as digest, now() + n * interval '1 second' as at
from generate_series(1, 1000000) as n;

-- Which tables are open to anybody?
select relname
from pg_class
where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relrowsecurity;

-- This one is wrong on purpose: the error shows where.
select nmae from products;
`;

const requests = `# @project Shop (Powabase)
# @role anon
GET /products?select=id,name,price,category:categories(name)&status=eq.active&order=price.desc&limit=20

###
# The next two differ by their role alone: anon sees what is published.
# @project Shop (Powabase)
# @role anon
GET /reviews?select=id,rating,title,published

###
# @project Shop (Powabase)
# @role service
GET /reviews?select=id,rating,title,published

###
# @project Shop (Supabase)
# @role service
GET /customers?select=full_name,email,loyalty_points&order=loyalty_points.desc&limit=10
Prefer: count=exact

###
# @project Shop (Powabase)
# @role anon
POST /rpc/search_products
Content-Type: application/json

{ "query": "coffee" }

###
# @project Shop (Flux v2)
# @role user
GET /products?select=id,name,price&limit=10
`;
