import type { Account } from './account';
import { flux } from './flux';
import { supabase } from './supabase';

/** In the order that the picker offers them. Powabase publishes no such API. */
export const accounts: readonly Account[] = [supabase, flux];
