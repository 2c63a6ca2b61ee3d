import { withShowConnect } from '../../core/showConnect';
import { type ConnectFacts, endpointOf, isLocal, refIn } from './facts';

const hosted = /^([a-z0-9][a-z0-9-]*)\.p\.powabase\.ai$/;
const studio = 'https://app.powabase.ai';

/** The project's page in Studio; self-hosted Studio is behind the project's own gateway. */
function pageOf(projectUrl: string | undefined): string {
  if (isLocal(projectUrl)) return `${new URL(projectUrl).origin}/project/default`;
  const ref = refIn(projectUrl, hosted);
  return ref === undefined ? `${studio}/` : `${studio}/project/${ref}`;
}

/** https://docs.powabase.ai/guides/auth-connection, https://docs.powabase.ai/guides/connection-pooling */
export const powabaseConnect: ConnectFacts = {
  services: [
    { label: 'Project Service', path: '/api' },
    { label: 'PostgREST', path: '/rest/v1' },
    { label: 'Auth', path: '/auth/v1' },
    { label: 'Storage', path: '/storage/v1' },
    { label: 'Realtime', path: '/realtime/v1' },
  ],
  whereValuesAre: 'Studio shows it: the Connect button at the top of the project.',
  dashboard: (projectUrl) => ({
    label: 'Open in Studio',
    url: withShowConnect(pageOf(projectUrl)),
  }),
  rotation: {
    advice: 'Did the password leak? Change it in Studio under Settings, Database.',
    page: (projectUrl) => ({
      label: 'Change the Password',
      url: `${pageOf(projectUrl).replace(/\/$/, '')}/settings/database`,
    }),
  },
  endpointsFrom: (known) =>
    known.host === 'db.p.powabase.ai' ? [endpointOf('transactionPooler', known)] : [],
  networks: {},
  mcpServer: (projectUrl) =>
    refIn(projectUrl, hosted) === undefined
      ? undefined
      : 'https://mcp.powabase.ai/mcp?read_only=true',
};
