import { createHash, randomBytes } from 'node:crypto';
import type { Sandbox } from '..';
import { startFluxAccount } from './flux';
import { startSupabaseAccount } from './supabase';

/** Where an account's API is, and the token that it takes. */
export interface SandboxAccount {
  readonly base: string;
  readonly token: string;
}

/** The accounts that own a sandbox's projects. */
export interface SandboxAccounts {
  readonly supabase: SandboxAccount;
  readonly flux: SandboxAccount;
  stop(): Promise<void>;
}

const ref = 'abcdefghijklmnopqrst';

/**
 * Stand-ins for the APIs of both accounts, with the projects of a running sandbox in them. Flux's are reached
 * through what its account tells. Of Supabase's that holds for the keys and the database: the account tells no
 * project URL, and the one of this reference is nobody's.
 */
export async function startAccounts({
  supabase,
  fluxV1,
  fluxV2,
}: Sandbox['projects']): Promise<SandboxAccounts> {
  const supabaseToken = `sbp_${randomBytes(20).toString('hex')}`;
  const fluxToken = newFluxToken();
  const keys = [
    { name: 'anon', type: 'legacy', api_key: supabase.anonKey ?? '' },
    { name: 'service_role', type: 'legacy', api_key: supabase.serviceRoleKey ?? '' },
    { name: 'default', type: 'publishable', api_key: supabase.publishableKey ?? '' },
    { name: 'default', type: 'secret', api_key: supabase.secretKey ?? '' },
    ...Object.entries(supabase.namedSecretKeys ?? {}).map(
      ([name, api_key]) => ({ name, type: 'secret', api_key }) as const,
    ),
  ] as const;
  const uri = supabase.databaseUrl.replace(/:[^:@]*@/, ':[YOUR-PASSWORD]@');
  const [management, controlPlane] = await Promise.all([
    startSupabaseAccount({
      token: supabaseToken,
      organizations: [
        {
          slug: 'sandbox',
          name: 'Sandbox',
          projects: [
            {
              ref,
              name: supabase.name,
              status: 'ACTIVE_HEALTHY',
              databaseHost: `db.${ref}.supabase.co`,
              keys,
              poolers: [{ type: 'PRIMARY', mode: 'session', uri }],
              jwtSecret: supabase.jwtSecret,
            },
          ],
        },
      ],
    }),
    startFluxAccount({
      token: fluxToken,
      user: 'sandbox@example.com',
      projects: [
        {
          slug: 'shop-v2',
          hash: '0123abc',
          apiUrl: fluxV2.url,
          status: 'running',
          lifecycleState: 'active',
          mode: 'v2_shared',
          credentials: { projectJwtSecret: fluxV2.jwtSecret },
        },
        {
          slug: 'shop-v1',
          hash: 'fedcba9',
          apiUrl: fluxV1.url,
          status: 'running',
          lifecycleState: 'active',
          mode: 'v1_dedicated',
          credentials: {
            projectJwtSecret: fluxV1.jwtSecret,
            anonKey: fluxV1.anonKey ?? '',
            serviceRoleKey: fluxV1.serviceRoleKey ?? '',
            postgresConnectionString:
              'postgresql://postgres:internal@flux-fedcba9-shop-v1-db:5432/postgres',
          },
        },
      ],
    }),
  ]);
  return {
    supabase: { base: management.url, token: supabaseToken },
    flux: { base: `${controlPlane.url}/api`, token: fluxToken },
    stop: async () => {
      await Promise.all([management.stop(), controlPlane.stop()]);
    },
  };
}

function newFluxToken(): string {
  const body = `flx_live_${randomBytes(16).toString('hex')}`;
  return `${body}_${createHash('sha256').update(body).digest('hex').slice(0, 4)}`;
}
