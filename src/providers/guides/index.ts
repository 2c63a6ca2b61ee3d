import type { ProviderId } from '../../core/model';
import { fluxV1Guide, fluxV2Guide } from './flux';
import type { Guide } from './guide';
import { postgrestGuide } from './postgrest';
import { powabaseGuide } from './powabase';
import { supabaseGuide } from './supabase';

/** Beside the providers, not in them: they are read at activation, and all this only once somebody asks. */
const list: Readonly<Record<ProviderId, Guide>> = {
  powabase: powabaseGuide,
  supabase: supabaseGuide,
  'flux-v2': fluxV2Guide,
  'flux-v1': fluxV1Guide,
  postgrest: postgrestGuide,
};

export function guideOf(id: ProviderId): Guide {
  return list[id];
}
