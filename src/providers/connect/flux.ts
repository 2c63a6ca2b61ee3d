import type { ConnectFacts } from './facts';

const dashboard = 'https://flux.vsl-base.com';
const databaseAccess = `${dashboard}/docs/guides/database-access`;

/** https://flux.vsl-base.com/docs/concepts/service-urls: PostgREST is at the root, and nothing is beside it. */
export const fluxConnect: ConnectFacts = {
  services: [],
  whereValuesAre: 'The Flux dashboard shows it, and `flux project credentials` prints it.',
  dashboard: () => ({ label: 'Open in Flux', url: dashboard }),
  rotation: {
    advice:
      'Did the password leak? Ask for new access with `flux db password`; temporary logins end by themselves.',
    page: () => ({ label: 'Database Access', url: databaseAccess }),
  },
  endpointsFrom: () => [],
  networks: {},
  mcpServer: () => undefined,
};
