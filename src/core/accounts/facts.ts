import type { AccountFacts } from './account';

export const supabaseAccount: AccountFacts = {
  id: 'supabase',
  label: 'Supabase',
  tokenLabel: 'Personal access token',
  tokenExample: 'sbp_…',
  tokenUrl: 'https://supabase.com/dashboard/account/tokens',
  baseUrl: 'https://api.supabase.com',
};

export const fluxAccount: AccountFacts = {
  id: 'flux',
  label: 'Flux',
  tokenLabel: 'API key',
  tokenExample: 'flx_live_…',
  tokenUrl: 'https://flux.vsl-base.com/settings/keys',
  baseUrl: 'https://flux.vsl-base.com/api',
};
