import { rm } from 'node:fs/promises';
import { findPostgres, findPostgrest } from './binaries';
import { makeCertificates } from './certificates';
import { type Cluster, startCluster } from './cluster';
import { makeFolder } from './folder';
import { startFluxV1, startFluxV2 } from './projects/flux';
import { startPowabase } from './projects/powabase';
import type { SandboxProject } from './projects/project';
import { LOCAL, startSupabase } from './projects/supabase';
import { OWNER, roles } from './shop/roles';
import { shop } from './shop/shop';
import { startSupervisor } from './supervisor';
import { newSecret } from './tokens';

export type { SandboxProject } from './projects/project';

/** A whole backend: Postgres, and four projects with PostgREST and a gateway each. */
export interface Sandbox {
  readonly projects: {
    readonly powabase: SandboxProject;
    readonly supabase: SandboxProject;
    readonly fluxV2: SandboxProject;
    readonly fluxV1: SandboxProject;
  };
  /** Makes a fresh copy of the shop that nobody else uses: its URL, for a login that owns it. */
  database(): Promise<string>;
  /** The PEM text of the authority that signed Postgres' certificate, with `{ tls: true }`. */
  readonly ca?: string;
  /** Ends everything and removes every file. Happens by itself when this process ends, however it ends. */
  stop(): Promise<void>;
}

/** What a sandbox may be asked to be. */
export interface SandboxOptions {
  /** Postgres takes connections over TLS alone; its URLs say nothing of it. */
  readonly tls?: boolean;
}

/** The database that is copied; nobody connects to it. */
const TEMPLATE = 'shop';

/**
 * Starts a sandbox on free ports of 127.0.0.1, beside any other.
 * @throws a sentence that says what is missing and what to do
 */
export async function start({ tls = false }: SandboxOptions = {}): Promise<Sandbox> {
  const folder = await makeFolder();
  const supervisor = startSupervisor(folder);
  try {
    const [binaries, postgrest, certificates] = await Promise.all([
      findPostgres(folder),
      findPostgrest(folder),
      tls ? makeCertificates(folder) : undefined,
    ]);
    const cluster = await startCluster({
      folder,
      binaries,
      supervisor,
      adminPassword: newSecret(),
      ...(certificates && { certificates }),
    });
    const authenticatorPassword = newSecret();
    await makeTemplate(cluster, authenticatorPassword);
    const ground = {
      folder,
      supervisor,
      cluster,
      postgrest,
      authenticatorPassword,
      template: TEMPLATE,
    };
    const [powabase, supabase, fluxV2, fluxV1] = await Promise.all([
      startPowabase(ground),
      startSupabase(ground),
      startFluxV2(ground),
      startFluxV1(ground),
    ]);
    const running = [powabase, supabase, fluxV2, fluxV1];
    let copies = 0;
    return {
      projects: {
        powabase: powabase.project,
        supabase: supabase.project,
        fluxV2: fluxV2.project,
        fluxV1: fluxV1.project,
      },
      database: async () => {
        copies += 1;
        const name = `${TEMPLATE}_${copies}`;
        await cluster.run(
          'postgres',
          `create database ${name} template ${TEMPLATE} owner ${OWNER}`,
        );
        return cluster.url(OWNER, LOCAL.databasePassword, name);
      },
      ...(certificates && { ca: certificates.ca }),
      stop: async () => {
        await Promise.all(running.map(({ gateway }) => gateway.stop()));
        await supervisor.stop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await supervisor.stop();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Makes the database that every project's is a copy of. */
async function makeTemplate(cluster: Cluster, authenticator: string): Promise<void> {
  const passwords = { authenticator, [OWNER]: LOCAL.databasePassword };
  await cluster.run('postgres', `${roles(passwords)} ${shop}`);
  await cluster.run('template1', `alter database postgres rename to ${TEMPLATE}`);
}
