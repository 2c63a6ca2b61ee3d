import type { Layer, RefusedAnswer, Said, VerdictText } from './answer';
import { ownService, projectServiceVerdict } from './services';
import { statusVerdict } from './statuses';
import { find, type WordsList } from './words';

/** Kong's and Supabase's gateway: `{"message": …}`. */
const gateway: WordsList = [
  [
    /^No API key found/,
    [
      'The gateway found no API key in the request.',
      'Set the {2} of this project again: it goes into the apikey header.',
      'keys',
      'setKey',
    ],
  ],
  [
    /^Duplicate API key/,
    [
      'The API key is in the request twice.',
      'Remove apikey from the query and from the headers of the request: it is added for you.',
      'keys',
    ],
  ],
  [
    /^Forbidden use of secret API key in browser/,
    [
      'The gateway took the request for a browser’s and refuses a secret key there.',
      'Remove the User-Agent header of the request. In a browser use the publishable key.',
      'keys',
    ],
  ],
  [
    /^Legacy API keys are disabled/,
    [
      'The legacy anon and service_role keys of this project are switched off.',
      'Set its publishable and secret keys (sb_…) instead.',
      'keys',
      'setKey',
    ],
  ],
  [
    /^(?:Invalid authentication credentials|Invalid API key|Unauthorized)/,
    [
      'The gateway does not know this {2}.',
      'Copy it again from the project’s Connect dialog, and check that it belongs to this project URL.',
      'keys',
      'setKey',
    ],
  ],
  [
    /^You cannot consume this service/,
    [
      'The gateway does not open this path to the {2}.',
      'Send the request as service_role.',
      'routing',
    ],
  ],
  [
    /^no Route matched/i,
    [
      'The gateway knows no such path.',
      'Check the project URL and the path of the request.',
      'routing',
      'setUrl',
    ],
  ],
];

/** Flux's gateway: `{"error": …}`. */
const flux: WordsList = [
  [
    /^authorization required/,
    [
      'The gateway found no project JWT in the request.',
      'Set the project JWT of this project again.',
      'unauthorized',
      'setKey',
    ],
  ],
  [
    /^invalid or expired token/,
    [
      'The gateway does not accept the {2}: it is expired, not signed with this project’s secret, or names no user.',
      'Get a new one: HS256, signed with the project’s JWT secret, with `sub` and an `exp` that is still to come. A session cookie is no such token; with Clerk, check the template and its signing key.',
      'unauthorized',
      'setKey',
    ],
  ],
  [
    /^tenant not found/,
    [
      'Flux knows no project at this URL.',
      'Copy the Service URL again from the Flux dashboard or `flux list`.',
      'routing',
      'setUrl',
    ],
  ],
  [
    /v1_dedicated/,
    [
      'This is a dedicated (v1) project; the shared gateway does not serve it.',
      'Add it as Flux v1, with the URL and the keys of `flux keys`.',
      'routing',
    ],
  ],
  [
    /dormant/,
    [
      'The project is dormant.',
      'Wake it with `flux wake` or in the dashboard, then send it again.',
      'status',
    ],
  ],
  [/archived/, ['The project is archived.', 'Restore it in the Flux dashboard.', 'status']],
  [/migrating/, ['The project is being moved.', 'Wait a few minutes and send it again.', 'status']],
  [/overloaded/, ['The gateway has too much to do.', 'Wait a moment and send it again.', 'status']],
  [
    /jwt_secret missing/,
    ['The project has no JWT secret at Flux.', 'Ask for a repair in the Flux dashboard.', 'status'],
  ],
  [
    /^upstream timeout/,
    [
      'The request took longer than the gateway waits.',
      'Ask for fewer rows, or filter by an indexed column.',
      'limits',
    ],
  ],
  [
    /^upstream error/,
    ['The gateway cannot reach the project.', 'Wait a moment and send it again.', 'status'],
  ],
];

const basicLogin: VerdictText = [
  'This path is the Studio’s, behind a login of its own.',
  'Open it in a browser. Requests go to the paths below: /rest/v1, /api, /auth/v1, /storage/v1.',
];

const refused: VerdictText = ['The server refused the request: {0}', 'See its own words below.'];

/** Words of a JSON answer that is neither PostgREST's nor Postgres'. */
export function serviceVerdict(
  { provider, status, headers = {} }: RefusedAnswer,
  said: Said,
): readonly [Layer, VerdictText] {
  const service = ownService(said);
  if (service !== undefined) return service;
  const byStatus = statusVerdict(status) ?? refused;
  if (said.error === undefined) {
    const wantsLogin = status === 401 && /^basic/i.test(headers['www-authenticate'] ?? '');
    return ['Gateway', wantsLogin ? basicLogin : (find(gateway, said.message) ?? byStatus)];
  }
  return provider === 'powabase' || provider === 'supabase'
    ? ['Project Service', projectServiceVerdict(said) ?? byStatus]
    : ['Gateway', find(flux, said.error) ?? byStatus];
}
