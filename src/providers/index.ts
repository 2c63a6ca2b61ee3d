import type { ProviderId } from '../core/model';
import { fluxV1, fluxV2 } from './flux';
import { powabase } from './powabase';
import type { Provider } from './provider';
import { supabase } from './supabase';

/** In the order that the picker offers them. */
const list: Readonly<Record<ProviderId, Provider>> = {
  powabase,
  supabase,
  'flux-v2': fluxV2,
  'flux-v1': fluxV1,
};

export const providers: readonly Provider[] = Object.values(list);

export function providerOf(id: ProviderId): Provider {
  return list[id];
}
