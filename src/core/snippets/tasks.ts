import type { CredentialKind } from '../model';
import type { Feature, Snippet } from './snippet';
import { drivers } from './targets/drivers';
import { publicKinds } from './values';

/** What a person wants to do, and what it takes. Labels and details are English; the shell translates. */
export interface Task {
  readonly id: string;
  readonly label: string;
  /** Where it happens, and what to know about it. */
  readonly detail: string;
  /** The first of these that the project or its system has. */
  readonly credentials: readonly CredentialKind[];
  /** What the system must offer. */
  readonly feature?: Feature;
  /** The snippets that do it, by their ids. */
  readonly snippets: readonly Snippet['id'][];
}

/** https://docs.powabase.ai/concepts/database-access has the table of the first five; the others are the same for the other systems. */
export const tasks: readonly Task[] = [
  {
    id: 'projectService',
    label: 'AI: sources, knowledge bases, agents, workflows',
    detail: 'The Project Service at /api/*, from a server alone.',
    credentials: ['serviceRoleKey'],
    feature: 'projectService',
    snippets: ['verifyRequests', 'verifyFetch', 'verifyCurl'],
  },
  {
    id: 'serverRows',
    label: 'Read and write your tables from a server',
    detail: 'PostgREST, past Row Level Security: the key stays on the server.',
    credentials: ['secretKey', 'serviceRoleKey'],
    snippets: ['fetch', 'nextServer', 'supabaseJs', 'requests', 'supabasePy', 'netHttp', 'curl'],
  },
  {
    id: 'clientRows',
    label: 'Read and write your tables from a browser or an app',
    detail: 'PostgREST under Row Level Security: the policies decide which rows. The key may ship.',
    credentials: publicKinds,
    snippets: ['fetch', 'supabaseJs', 'nextClient'],
  },
  {
    id: 'userRows',
    label: 'Read and write your tables as a signed-in user',
    detail: 'PostgREST with the user’s JWT, which expires: ask your sign-in service for a new one.',
    credentials: ['userToken'],
    snippets: ['clerk', 'fetch', 'nextServer', 'requests', 'netHttp', 'curl'],
  },
  {
    id: 'sql',
    label: 'Migrations, ORMs, BI tools, psql',
    detail: 'Postgres itself. The Database URL holds the password: from trusted servers alone.',
    credentials: ['databaseUrl'],
    snippets: [...drivers.map(({ id }) => id), 'countRows'],
  },
  {
    id: 'verifyTokens',
    label: 'Verify the JWT of a signed-in user on your own server',
    detail: 'Your own service. Whoever has the JWT Secret can sign a token for anybody.',
    credentials: ['jwtSecret'],
    snippets: ['verifyJose', 'verifyPyJwt', 'verifyGoJwt'],
  },
  {
    id: 'signTokens',
    label: 'Sign a JWT for a user of Auth.js',
    detail: 'Your own server signs a short-lived token, which the gateway then takes.',
    credentials: ['jwtSecret'],
    feature: 'ownTokens',
    snippets: ['authJs'],
  },
  {
    id: 'edgeFunction',
    label: 'Call an Edge Function with a key that is no JWT',
    detail: 'Turn verify_jwt off and compare the key in the function itself.',
    credentials: ['secretKey'],
    feature: 'edgeFunctions',
    snippets: ['edgeFunction'],
  },
  {
    id: 'realtime',
    label: 'Follow the changes of a table',
    detail: 'Realtime. Without a signed-in user a connection ends after 24 hours.',
    credentials: publicKinds,
    feature: 'realtime',
    snippets: ['realtime'],
  },
];

/** The tasks that a system knows, each with the credential that it takes there. */
export function tasksFor(
  offered: readonly CredentialKind[],
  known: readonly CredentialKind[],
  features: readonly Feature[],
): readonly (Task & { readonly credential: CredentialKind })[] {
  return tasks.flatMap((task) => {
    if (task.feature !== undefined && !features.includes(task.feature)) return [];
    const possible = task.credentials.filter((kind) => offered.includes(kind));
    const credential = possible.find((kind) => known.includes(kind)) ?? possible[0];
    return credential === undefined ? [] : [{ ...task, credential }];
  });
}
