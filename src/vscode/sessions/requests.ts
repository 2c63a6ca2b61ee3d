import { Failure, message } from '../../core/errors';
import { fingerprintOf } from '../../core/fingerprint';
import type { Project, RoleId } from '../../core/model';
import type { HttpAnswer } from '../../core/ports';
import type { OpenApiCatalog } from '../../core/rest/openapi';
import type { RestRequest } from '../../core/rest/request';
import { toHttpRequest } from '../../core/rest/send';
import { providerOf } from '../../providers';
import { rolesOf } from '../../providers/authentication';
import { type Cause, type Credentials, notUsedYet } from '../credentials';
import { destinationOf } from '../destination';
import type { Log } from '../log';
import type { LoadOnDemand } from '../onDemand';
import type { Projects } from '../projects';
import type { World } from '../services';
import { catalogLimit } from './catalogConnections';

/** A project's requests, with its keys. Every method throws a `Failure`. */
export interface Requests {
  /** The most privileged role that the project has a key for. */
  bestRole(project: Project): RoleId;
  /** `userToken` takes the place of the user's token that is kept. */
  send(
    project: Project,
    role: RoleId,
    request: RestRequest,
    signal: AbortSignal,
    userToken?: string,
  ): Promise<HttpAnswer>;
  /** Of a schema that is not exposed, it says which others are. */
  readOpenApi(project: Project, schema: string, cause?: Cause): Promise<OpenApiCatalog>;
}

export function createRequests(
  world: World,
  projects: Projects,
  credentials: Credentials,
  log: Log,
  load: LoadOnDemand,
): Requests {
  /** Newer gateways show the list of tables to the service role alone, so that one is asked first. */
  function bestRole(project: Project): RoleId {
    const known = rolesOf(providerOf(project.provider), project);
    const best = known.find(({ id }) => id === 'service_role') ?? known[0];
    if (best) return best.id;
    throw new Failure(
      'missingCredential',
      message(
        '"{0}" has neither a key nor a Database URL yet. Add one with Powabase: Set Credential.',
        project.name,
      ),
    );
  }

  /** Of every key that was sent: a digest for each request would be paid by the request. */
  const fingerprints = new Map<string, Promise<string>>();

  function fingerprintFor(key: string): Promise<string> {
    const known = fingerprints.get(key) ?? fingerprintOf(key);
    fingerprints.set(key, known);
    return known;
  }

  /** Where a person has sent something in this window. */
  const reached = new Set<string>();

  async function sendTo(
    project: Project,
    role: RoleId,
    request: RestRequest,
    signal: AbortSignal,
    destination: Awaited<ReturnType<typeof destinationOf>>,
  ) {
    reached.add(destination.projectUrl);
    const http = toHttpRequest(request, destination);
    // The request waits for no line of the log.
    void Promise.all(destination.used.map(({ value }) => fingerprintFor(value))).then((keys) => {
      // The query holds what people look for, which is nobody else's business.
      log.info(
        `http: ${http.method} ${http.url.replace(/\?.*/s, '')} as ${role}, SHA-256 of the key ${keys.join(', ') || '-'}`,
      );
    });
    const caFile = projects.tlsOf(project)?.caFile;
    return world.sendHttp(caFile === undefined ? http : { ...http, caFile }, signal);
  }

  return {
    bestRole,

    send: async (project, role, request, signal, userToken) =>
      sendTo(
        project,
        role,
        request,
        signal,
        await destinationOf(project, role, credentials, userToken),
      ),

    async readOpenApi(project, schema, cause) {
      const request: RestRequest = {
        method: 'GET',
        target: '/',
        headers: { Accept: 'application/openapi+json' },
        directives: schema === homeOf(project) ? {} : { schema },
        start: 0,
      };
      const limit = AbortSignal.timeout(catalogLimit);
      const role = bestRole(project);
      const read: Credentials['read'] = (of, id) => credentials.read(of, id, cause);
      const destination = await destinationOf(project, role, { read });
      // Without a key nothing else tells that a person has used the address.
      const isNew = destination.used.length === 0 && !reached.has(destination.projectUrl);
      if (cause === 'itself' && project.place === 'workspace' && isNew) throw notUsedYet(project);
      const answer = await sendTo(project, role, request, limit, destination);
      const { readOpenApi, readNotExposed } = await load();
      const catalog = answer.status === 200 ? readOpenApi(answer.body, schema) : undefined;
      const other = schema === homeOf(project) ? undefined : readNotExposed(answer.body, schema);
      const known = catalog ?? other;
      if (known) return known;
      throw new Failure(
        'badAnswer',
        message(
          '{0} did not list its tables (status {1}). Check the project URL and the key, or add a Database URL.',
          project.url ?? project.name,
          String(answer.status),
        ),
      );
    },
  };
}

/** The schema that requests are answered from when they name none. */
export function homeOf({ restSchema, provider }: Project): string {
  return restSchema ?? providerOf(provider).restSchema;
}
