import { rm } from 'node:fs/promises';
import { makeCertificates } from './certificates';
import { type Cluster, startCluster } from './cluster';
import { makeFolder } from './folder';
import { type Gateway, startGateway } from './gateways/gateway';
import { copyPrograms, findPrograms } from './programs';
import { startFluxV1, startFluxV2 } from './projects/flux';
import { startPowabase } from './projects/powabase';
import type { Ground, SandboxProject } from './projects/project';
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
  /** The PEM text of the authority that signed Postgres' certificate, where there is TLS. */
  readonly ca?: string;
  /** Where its files are. */
  readonly folder: string;
  /** Ends everything and removes every file. Happens by itself when this process ends, however it ends. */
  stop(): Promise<void>;
}

/** What a sandbox may be asked to be. */
export interface SandboxOptions {
  /** Whether Postgres takes connections over TLS, too, or over TLS alone; its URLs say nothing of it. */
  readonly tls?: 'offered' | 'required';
  /** Whether requests may aggregate. */
  readonly aggregates?: boolean;
}

/** The database that is copied; nobody connects to it. */
const TEMPLATE = 'shop';

/**
 * Starts a sandbox on free ports of 127.0.0.1, beside any other.
 * @throws a sentence that says what is missing and what to do
 */
export async function start({ tls, aggregates = false }: SandboxOptions = {}): Promise<Sandbox> {
  const installed = await findPrograms();
  const folder = await makeFolder(!installed.usable);
  const supervisor = startSupervisor(folder);
  const gateways: Gateway[] = [];
  const stop = async () => {
    await Promise.all(gateways.map((gateway) => gateway.stop()));
    await supervisor.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const [programs, certificates] = await Promise.all([
      installed.usable ? installed : copyPrograms(installed, folder),
      tls && makeCertificates(folder),
    ]);
    const adminPassword = newSecret();
    const authenticatorPassword = newSecret();
    const secured = certificates && { certificates, requiresTls: tls === 'required' };
    const cluster = await startCluster({ folder, programs, supervisor, adminPassword, ...secured });
    await makeTemplate(cluster, authenticatorPassword);
    const projects = await startProjects({
      folder,
      supervisor,
      cluster,
      postgrest: programs.postgrest,
      authenticatorPassword,
      template: TEMPLATE,
      aggregates,
      openGateway: async (make) => {
        const gateway = await startGateway(make);
        gateways.push(gateway);
        return gateway;
      },
    });
    return {
      projects,
      folder,
      database: copier(cluster),
      ...(certificates && { ca: certificates.ca }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Makes the database that every project's is a copy of. */
async function makeTemplate(cluster: Cluster, authenticator: string): Promise<void> {
  const passwords = { authenticator, [OWNER]: LOCAL.databasePassword };
  await cluster.run('postgres', `${roles(passwords)} ${shop}`);
  await cluster.run('template1', `alter database postgres rename to ${TEMPLATE}`);
}

async function startProjects(ground: Ground): Promise<Sandbox['projects']> {
  const starting = [
    startPowabase(ground),
    startSupabase(ground),
    startFluxV2(ground),
    startFluxV1(ground),
  ] as const;
  // Should one fail, the others must not be in the middle of something when everything is stopped.
  await Promise.allSettled(starting);
  const [powabase, supabase, fluxV2, fluxV1] = await Promise.all(starting);
  // Last, because while they start the projects reassign what the template's owner owns.
  await ground.cluster.run('postgres', `alter database postgres owner to ${OWNER}`);
  return { powabase, supabase, fluxV2, fluxV1 };
}

/** A function that makes a copy of the template and gives its URL. */
function copier(cluster: Cluster): () => Promise<string> {
  let copies = 0;
  return async () => {
    copies += 1;
    const name = `${TEMPLATE}_${copies}`;
    await cluster.run('postgres', `create database ${name} template ${TEMPLATE} owner ${OWNER}`);
    return cluster.url(OWNER, LOCAL.databasePassword, name);
  };
}
