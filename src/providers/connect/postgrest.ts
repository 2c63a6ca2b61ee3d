import type { ConnectFacts } from './facts';

/** https://docs.postgrest.org/en/stable/references/configuration.html */
export const postgrestConnect: ConnectFacts = {
  services: [],
  whereValuesAre:
    'The configuration of the server holds jwt-secret, which signs a JWT, and db-uri.',
  rotation: {
    advice:
      'Did the password leak? Change it with ALTER ROLE, and in db-uri if it is the server’s.',
    page: () => ({
      label: 'ALTER ROLE',
      url: 'https://www.postgresql.org/docs/current/sql-alterrole.html',
    }),
  },
  endpointsFrom: () => [],
  networks: {},
  mcpServer: () => undefined,
};
