import { curl, fetchCode, netHttp, requests } from './plain';
import type { CodeTarget } from './request';
import { supabaseJs } from './supabaseJs';
import { supabasePy } from './supabasePy';

/** Everything that a request can be copied as, in the order it is offered. */
export const codeTargets: readonly CodeTarget[] = [
  curl,
  fetchCode,
  supabaseJs,
  supabasePy,
  requests,
  netHttp,
];
