import type { Snippet } from './snippet';
import { authJs } from './targets/authJs';
import { clerk } from './targets/clerk';
import { countWithPsycopg2 } from './targets/countRows';
import { curl } from './targets/curl';
import { dotenvSets } from './targets/dotenvSets';
import { drivers } from './targets/drivers';
import { edgeFunction } from './targets/edgeFunction';
import { fetchSnippet } from './targets/fetch';
import { netHttp } from './targets/netHttp';
import { nextClient, nextServer } from './targets/nextjs';
import { realtime } from './targets/realtime';
import { requests } from './targets/requests';
import { supabaseJs } from './targets/supabaseJs';
import { supabasePy } from './targets/supabasePy';
import { verifyCurl, verifyFetch, verifyRequests } from './targets/verifySetup';
import { verifyGoJwt, verifyJose, verifyPyJwt } from './targets/verifyToken';

/** Every snippet, in the order in which those that fit a document as well are offered. */
export const snippets: readonly Snippet[] = [
  verifyCurl,
  verifyFetch,
  verifyRequests,
  curl,
  fetchSnippet,
  clerk,
  supabaseJs,
  nextServer,
  nextClient,
  requests,
  supabasePy,
  netHttp,
  ...drivers,
  countWithPsycopg2,
  authJs,
  verifyJose,
  verifyPyJwt,
  verifyGoJwt,
  edgeFunction,
  realtime,
  ...dotenvSets,
];
