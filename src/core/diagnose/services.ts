import type { Layer, Said, VerdictText } from './answer';
import { find, type WordsList } from './words';

/** Powabase's Project Service: `{"error": …}` with its own codes. */
const projectService: WordsList = [
  [
    /^Authorization header required/,
    [
      'The Project Service found no Authorization header.',
      'Send the request as service_role: its key goes into both headers.',
      'keys',
    ],
  ],
  [
    /^(?:Invalid token|Token has expired)/,
    [
      'The Project Service does not accept the {2}: {0}',
      '/api paths want the service role key. Send the request as service_role.',
      'keys',
      'setKey',
    ],
  ],
  [
    /insufficient_credits/,
    ['The organization has no credits left for this.', 'Add credits in Powabase Studio.', 'limits'],
  ],
  [
    /^billing service unreachable/i,
    [
      'The Project Service cannot ask for the credits of the organization at the moment.',
      'Wait a moment and send it again.',
      'status',
    ],
  ],
];

/** GoTrue: https://supabase.com/docs/guides/auth/debugging/error-codes */
const auth: WordsList = [
  [
    /bad_jwt|invalid JWT|no_authorization|session_not_found|This endpoint requires a Bearer token/,
    [
      'Auth does not accept the token of the request: {0}',
      'Send it with the token of a signed-in user that has not expired.',
      'unauthorized',
      'setKey',
    ],
  ],
  [
    /not_admin|User not allowed/,
    ['Auth lets only the service role do this.', 'Send the request as service_role.', 'keys'],
  ],
  [
    /rate_limit|rate limit/,
    ['Auth had too many requests in a short time.', 'Wait a minute and send it again.', 'limits'],
  ],
];

/** Storage: `{"statusCode", "error", "message"}`. */
const storage: WordsList = [
  [
    /row-level security/,
    [
      'A policy of Storage does not let this role do this to the file.',
      'Add a policy on storage.objects that admits it, or send it with a key that may.',
      'policies',
    ],
  ],
  [
    /jwt|Invalid Compact JWS|signature/i,
    [
      'Storage does not accept the {2}: {0}',
      'Copy it again, whole, and from this project.',
      'unauthorized',
      'setKey',
    ],
  ],
  [
    /maximum allowed size|Payload too large/i,
    [
      'The file is larger than the bucket allows.',
      'Upload it in parts, or raise the limit.',
      'limits',
    ],
  ],
];

/** Edge Functions check a JWT before they run, and know no other key. */
const functions: WordsList = [
  [
    /^(?:Error: )?Missing authorization header|^Invalid JWT$/,
    [
      'The function wants a JWT and got none that it accepts.',
      'Send a user’s JWT. With sb_ keys, deploy the function with --no-verify-jwt and let it check the apikey header itself.',
      'keys',
    ],
  ],
];

const refused: VerdictText = ['The server refused the request: {0}', 'See its own words below.'];

/** Who speaks like this beside gateways: each service has an envelope of its own. */
export function ownService(said: Said): readonly [Layer, VerdictText] | undefined {
  const words = [said.code, said.message, said.description, said.error].join(' ');
  if (said.statusCode !== undefined) return ['Storage', find(storage, words) ?? refused];
  const ofFunction = find(functions, said.message ?? said.description);
  if (ofFunction !== undefined) return ['Edge Functions', ofFunction];
  if (said.description !== undefined) return ['Auth', find(auth, words) ?? refused];
  return undefined;
}

export function projectServiceVerdict({ error = '', code = '' }: Said): VerdictText | undefined {
  return find(projectService, `${error} ${code}`);
}
