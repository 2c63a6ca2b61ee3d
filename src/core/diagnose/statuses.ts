import type { VerdictText } from './answer';

const byStatus: ReadonlyMap<number, VerdictText> = new Map([
  [
    401,
    [
      'The {2} was not accepted.',
      'Copy it again, whole, and from this project.',
      'unauthorized',
      'setKey',
    ],
  ],
  [
    402,
    [
      'The organization has no credits left for this.',
      'Add credits in the dashboard of the project.',
      'limits',
    ],
  ],
  [403, ['This path is not open to the {2}.', 'Send the request as another role.', 'keys']],
  [
    404,
    [
      'There is nothing at this address.',
      'Check the project URL and the path of the request.',
      'routing',
      'setUrl',
    ],
  ],
  [405, ['This path does not take this method.', 'Change the method of the request.', 'routing']],
  [
    407,
    [
      'The proxy on the way wants a login.',
      'Write it into the setting http.proxy: http://user:password@host:port.',
      'routing',
    ],
  ],
  [413, ['The body of the request is too large.', 'Send it in several requests.', 'limits']],
  [429, ['Too many requests in a short time.', 'Wait a minute and send it again.', 'limits']],
  [
    500,
    ['The server failed.', 'Send it again. If it stays, read the logs of the project.', 'status'],
  ],
  [
    502,
    [
      'The gateway cannot reach the project.',
      'See whether the project is running, then send it again.',
      'status',
    ],
  ],
  [
    503,
    [
      'The project does not answer at the moment.',
      'See whether the project is paused or starting, then send it again.',
      'status',
    ],
  ],
  [504, ['The project did not answer in time.', 'Ask for fewer rows, or send it again.', 'limits']],
  [540, ['The project is paused.', 'Resume it in the dashboard, then send it again.', 'status']],
]);

/** What a status alone tells. */
export function statusVerdict(status: number): VerdictText | undefined {
  return byStatus.get(status) ?? (status >= 500 ? byStatus.get(503) : undefined);
}
