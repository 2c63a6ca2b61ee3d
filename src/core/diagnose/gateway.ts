import type { Layer, RefusedAnswer, Said, VerdictText } from './answer';

/** Kong's and Supabase's gateway: `{"message": …}`. The first pattern that the message matches counts. */
const gateway: readonly (readonly [message: RegExp, verdict: VerdictText])[] = [
  [
    /^No API key found/,
    ['The gateway found no API key in the request.', 'Set the {2} of this project again.'],
  ],
  [
    /^Duplicate API key/,
    [
      'The API key is in the request twice.',
      'Remove apikey from the query and from the headers of the request: it is added for you.',
    ],
  ],
  [
    /^Forbidden use of secret API key in browser/,
    [
      'The gateway took the request for a browser’s and refuses a secret key there.',
      'Remove the User-Agent header of the request.',
    ],
  ],
  [
    /^(?:Invalid authentication credentials|Invalid API key|Unauthorized)/,
    [
      'The gateway does not know this {2}.',
      'Copy it again from the project’s Connect dialog, and check that it belongs to this project URL.',
    ],
  ],
  [
    /^You cannot consume this service/,
    ['The gateway does not open this path to the {2}.', 'Send the request as service_role.'],
  ],
  [
    /^no Route matched/i,
    ['The gateway knows no such path.', 'Check the project URL and the path of the request.'],
  ],
];

/** Flux's gateway: `{"error": …}`. */
const flux: readonly (readonly [error: RegExp, verdict: VerdictText])[] = [
  [
    /^authorization required/,
    [
      'The gateway found no project JWT in the request.',
      'Set the project JWT of this project again.',
    ],
  ],
  [
    /^invalid or expired token/,
    [
      'The gateway does not accept the {2}: it is expired, not signed with this project’s secret, or names no user.',
      'Get a new one: HS256, signed with the project’s JWT secret, with `sub` and an `exp` that is still to come.',
    ],
  ],
  [
    /^tenant not found/,
    [
      'Flux knows no project at this URL.',
      'Copy the Service URL again from the Flux dashboard or `flux list`.',
    ],
  ],
  [
    /v1_dedicated/,
    [
      'This is a dedicated (v1) project; the shared gateway does not serve it.',
      'Add it as Flux v1, with the URL and the keys of `flux keys`.',
    ],
  ],
  [
    /dormant/,
    [
      'The project is dormant.',
      'Wake it with `flux wake` or in the dashboard, then send it again.',
    ],
  ],
  [/archived/, ['The project is archived.', 'Restore it in the Flux dashboard.']],
  [/migrating/, ['The project is being moved.', 'Wait a few minutes and send it again.']],
  [/overloaded/, ['The gateway has too much to do.', 'Wait a moment and send it again.']],
  [
    /jwt_secret missing/,
    ['The project has no JWT secret at Flux.', 'Ask for a repair in the Flux dashboard.'],
  ],
  [
    /^upstream timeout/,
    [
      'The request took longer than the gateway waits.',
      'Ask for fewer rows, or filter by an indexed column.',
    ],
  ],
  [
    /^upstream error/,
    ['The gateway cannot reach the project.', 'Wait a moment and send it again.'],
  ],
];

/** Powabase's Project Service: `{"error": …}` with its own codes. */
const projectService: readonly (readonly [error: RegExp, verdict: VerdictText])[] = [
  [
    /^Authorization header required/,
    ['The Project Service found no Authorization header.', 'Send the request as service_role.'],
  ],
  [
    /^(?:Invalid token|Token has expired)/,
    [
      'The Project Service does not accept the {2}: {0}',
      '/api paths want the service role key. Send the request as service_role.',
    ],
  ],
  [
    /insufficient_credits/,
    ['The organization has no credits left for this.', 'Add credits in Powabase Studio.'],
  ],
];

const refused: VerdictText = ['The server refused the request: {0}', 'See its own words below.'];

/** Words of a JSON answer that is neither PostgREST's nor Postgres'. */
export function serviceVerdict(
  { provider, status }: RefusedAnswer,
  said: Said,
): readonly [Layer, VerdictText] {
  if (said.statusCode !== undefined) return ['Storage', refused];
  if (said.description !== undefined) return ['Auth', refused];
  if (said.error === undefined) {
    return ['Gateway', find(gateway, said.message) ?? statusVerdict(status) ?? refused];
  }
  return provider === 'powabase' || provider === 'supabase'
    ? [
        'Project Service',
        find(projectService, `${said.error} ${said.code ?? ''}`) ??
          statusVerdict(status) ??
          refused,
      ]
    : ['Gateway', find(flux, said.error) ?? statusVerdict(status) ?? refused];
}

function find(
  list: readonly (readonly [RegExp, VerdictText])[],
  words: string | undefined,
): VerdictText | undefined {
  return words === undefined ? undefined : list.find(([pattern]) => pattern.test(words))?.[1];
}

const byStatus: ReadonlyMap<number, VerdictText> = new Map([
  [401, ['The {2} was not accepted.', 'Copy it again, whole, and from this project.']],
  [
    402,
    [
      'The organization has no credits left for this.',
      'Add credits in the dashboard of the project.',
    ],
  ],
  [403, ['This path is not open to the {2}.', 'Send the request as another role.']],
  [
    404,
    ['There is nothing at this address.', 'Check the project URL and the path of the request.'],
  ],
  [405, ['This path does not take this method.', 'Change the method of the request.']],
  [413, ['The body of the request is too large.', 'Send it in several requests.']],
  [429, ['Too many requests in a short time.', 'Wait a minute and send it again.']],
  [500, ['The server failed.', 'Send it again. If it stays, read the logs of the project.']],
  [
    502,
    [
      'The gateway cannot reach the project.',
      'See whether the project is running, then send it again.',
    ],
  ],
  [
    503,
    [
      'The project does not answer at the moment.',
      'See whether the project is paused or starting, then send it again.',
    ],
  ],
  [504, ['The project did not answer in time.', 'Ask for fewer rows, or send it again.']],
  [540, ['The project is paused.', 'Resume it in the dashboard, then send it again.']],
]);

/** What a status alone tells. */
export function statusVerdict(status: number): VerdictText | undefined {
  return byStatus.get(status) ?? (status >= 500 ? byStatus.get(503) : undefined);
}
