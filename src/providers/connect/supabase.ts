import type { ConnectionParts } from '../../core/connectionStrings/parts';
import type { Endpoint } from '../../core/model';
import { withShowConnect } from '../../core/showConnect';
import { type ConnectFacts, endpointOf, isLocal, refIn } from './facts';

const hosted = /^([a-z]{20})\.supabase\.(?:co|red)$/;
const sharedPooler = /\.pooler\.supabase\.com$/;
const directHost = /^db\.([a-z]{20})\.supabase\.co$/;
const [session, transaction] = [5432, 6543];
/** What the CLI listens on unless `supabase/config.toml` says otherwise. */
const [localApi, localStudio] = ['54321', '54323'];

/** The project's page in the dashboard; `_` lets the person choose the project. */
function pageOf(projectUrl: string | undefined): string {
  if (isLocal(projectUrl)) {
    const url = new URL(projectUrl);
    if (url.port === localApi) url.port = localStudio;
    return `${url.origin}/project/default`;
  }
  return `https://supabase.com/dashboard/project/${refIn(projectUrl, hosted) ?? '_'}`;
}

/** https://supabase.com/docs/guides/database/connecting-to-postgres; the host of a pooler cannot be made up. */
function endpointsFrom(known: ConnectionParts): readonly Endpoint[] {
  if (sharedPooler.test(known.host)) return fromSharedPooler(known);
  if (!directHost.test(known.host)) return [];
  return known.port === transaction
    ? [endpointOf('dedicatedPooler', known), endpointOf('direct', { ...known, port: session })]
    : [endpointOf('direct', known)];
}

function fromSharedPooler(known: ConnectionParts): readonly Endpoint[] {
  const [, user, ref] = /^(.+)\.([a-z]{20})$/.exec(known.user) ?? [];
  const direct = { ...known, host: `db.${ref}.supabase.co`, port: session, user: user ?? '' };
  return [
    ...(ref === undefined ? [] : [endpointOf('direct', direct)]),
    endpointOf('sessionPooler', { ...known, port: session }),
    endpointOf('transactionPooler', { ...known, port: transaction }),
  ];
}

const overIpv6 = 'Over IPv6, unless the project has the IPv4 add-on.';
const overBoth = 'Over IPv4 and IPv6.';

export const supabaseConnect: ConnectFacts = {
  services: [
    { label: 'PostgREST', path: '/rest/v1' },
    { label: 'Auth', path: '/auth/v1' },
    { label: 'Storage', path: '/storage/v1' },
    { label: 'Realtime', path: '/realtime/v1' },
    { label: 'Edge Functions', path: '/functions/v1' },
    { label: 'GraphQL', path: '/graphql/v1' },
  ],
  whereValuesAre: 'The dashboard shows it: Connect, or Settings, API Keys.',
  dashboard: (projectUrl) => ({
    label: 'Open in Dashboard',
    url: withShowConnect(pageOf(projectUrl)),
  }),
  rotation: {
    advice: 'Did the password leak? Reset it in the dashboard under Database, Settings.',
    page: (projectUrl) => ({
      label: 'Reset the Password',
      url: `${pageOf(projectUrl)}/database/settings`,
    }),
  },
  endpointsFrom,
  networks: {
    direct: overIpv6,
    sessionPooler: overBoth,
    transactionPooler: overBoth,
    dedicatedPooler: overIpv6,
  },
  mcpServer: (projectUrl) => {
    const ref = refIn(projectUrl, hosted);
    return ref && `https://mcp.supabase.com/mcp?project_ref=${ref}&read_only=true`;
  },
};
