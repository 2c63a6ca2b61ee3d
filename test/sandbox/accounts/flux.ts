import { bearer, type Gateway, reply, startGateway } from '../gateways/gateway';

/** A project of the stand-in; `credentials` is what its engine answers beside mode, slug and hash. */
export interface FluxListed {
  readonly slug: string;
  readonly hash: string;
  readonly apiUrl: string;
  readonly status: 'running' | 'stopped' | 'partial' | 'missing' | 'corrupted';
  readonly lifecycleState: 'active' | 'dormant' | 'archived';
  readonly mode: 'v2_shared' | 'v1_dedicated';
  readonly credentials: Readonly<Record<string, string>>;
}

export interface FluxAccountOptions {
  readonly token: string;
  readonly user: string;
  readonly projects: readonly FluxListed[];
}

const credentialsPath = /^\/api\/cli\/v1\/projects\/([^/]*)\/credentials$/;

/**
 * A stand-in for Flux's control plane: the routes, shapes and refusals that its published source shows, over a
 * table of this process. Nothing shows that the service itself runs that source.
 */
export function startFluxAccount(options: FluxAccountOptions): Promise<Gateway> {
  return startGateway(() => ({ url, incoming, outgoing }) => {
    const refuse = (status: number, error: string) => reply(outgoing, status, { error });
    if (bearer(incoming) !== options.token) return refuse(401, 'Unauthorized');
    if (url.pathname === '/api/cli/v1/auth/verify') {
      const { user } = options;
      const plan = { plan: 'pro', defaultMode: 'v2_shared', cliRole: 'user' };
      return reply(outgoing, 200, { ok: true, user, ...plan });
    }
    if (url.pathname === '/api/cli/v1/list') {
      return reply(outgoing, 200, options.projects.map(summaryOf));
    }
    const hash = credentialsPath.exec(url.pathname)?.[1];
    if (hash === undefined) return refuse(404, 'Not found');
    if (!/^[a-f\d]{7}$/.test(hash)) return refuse(400, 'hash in path must be a 7-char hex id');
    const project = options.projects.find((each) => each.hash === hash);
    if (project === undefined) return refuse(404, 'Project not found for this hash.');
    const { mode, slug, credentials } = project;
    if (mode === 'v1_dedicated' && project.status === 'stopped') {
      const name = `flux-${hash}-${slug}-db`;
      return refuse(500, `Postgres container "${name}" exists but is not running (state: exited).`);
    }
    return reply(outgoing, 200, { mode, slug, hash, ...credentials });
  });
}

function summaryOf({ slug, hash, status, apiUrl, lifecycleState }: FluxListed) {
  return { slug, hash, status, apiUrl, lifecycleState };
}
