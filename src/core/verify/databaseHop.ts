import { message } from '../errors';
import type { ProjectTls } from '../model';
import type { Database, OpenDatabase } from '../ports';
import { type Finding, type Hop, passed } from './hop';

/** Whether Postgres takes the login; its version, the role, TLS, and whether a pooler stands before it. */
export function databaseHop(url: string, tls: ProjectTls | undefined, open: OpenDatabase): Hop {
  return {
    id: 'database',
    label: message('Postgres'),
    needs: [],
    remedies: [
      { kind: 'setCredential', id: 'databaseUrl' },
      { kind: 'read', topic: 'connection' },
    ],
    check: async (signal) => {
      const database = await open(url, signal, tls);
      try {
        return await describe(database, signal);
      } finally {
        void database.close().catch(() => {});
      }
    },
  };
}

async function describe(database: Database, signal: AbortSignal): Promise<Finding> {
  const [row] = await database.query(
    'select current_setting($1), current_user, pg_backend_pid()',
    ['server_version'],
    signal,
  );
  const [version, role, processId] = row ?? [];
  const pooled = Number(processId) !== database.processId;
  return passed(
    message(
      sentences[pooled ? 'pooled' : 'direct'][database.tls],
      version?.split(' ')[0] ?? '',
      role ?? '',
    ),
  );
}

const sentences = {
  pooled: {
    none: 'Version {0} as {1}, through a pooler, without TLS.',
    unverified:
      'Version {0} as {1}, through a pooler, over TLS with a certificate that was not verified.',
    verified: 'Version {0} as {1}, through a pooler, over TLS with a verified certificate.',
  },
  direct: {
    none: 'Version {0} as {1}, directly, without TLS.',
    unverified: 'Version {0} as {1}, directly, over TLS with a certificate that was not verified.',
    verified: 'Version {0} as {1}, directly, over TLS with a verified certificate.',
  },
};
