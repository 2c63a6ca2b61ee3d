import { diagnose } from '../diagnose';
import { message } from '../errors';
import type { ProviderId, RoleId } from '../model';
import type { HttpAnswer, SendHttp } from '../ports';
import { type Finding, failed, type Hop, passed, warned } from './hop';

/** One role and the headers that make it so. */
export interface RoleProbe {
  readonly id: RoleId;
  readonly label: string;
  /** What the key is called, where several make the role so. */
  readonly key?: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface RestTarget {
  readonly provider: ProviderId;
  /** Base of PostgREST, without a trailing slash. */
  readonly restBase: string;
}

/** No project has a table of this name: asking for it reads nothing, and only an accepted key learns that. */
const noTable = 'powabase_verify_connection';
const noSchema = 'powabase_no_such_schema';

/** Whether gateway and PostgREST accept the key, and which role it gets. */
export function roleHop(
  send: SendHttp,
  target: RestTarget,
  role: RoleProbe,
  needs: readonly string[],
): Hop {
  return {
    id: role.key === undefined ? `role:${role.id}` : `role:${role.id}:${role.key}`,
    label:
      role.key === undefined
        ? message('Requests as {0}', role.label)
        : message('Requests as {0} with the {1}', role.label, role.key),
    needs,
    remedies: [{ kind: 'setUrl' }, { kind: 'read', topic: 'routing' }],
    check: async (signal) => {
      const path = `/${noTable}?limit=0`;
      const [answer, canary] = await Promise.all([
        get(send, target, path, role.headers, signal),
        needsAuthorization(role)
          ? get(send, target, path, { ...role.headers, Authorization: nobody }, signal)
          : undefined,
      ]);
      if (!isAccepted(answer)) return grantOrRefusal(refusal(target, role, answer));
      if (canary && isAccepted(canary)) return answeredAsAnon(role);
      return passed(message('The key is accepted; requests run as {0}.', role.label));
    },
  };
}

/** A token that nobody signed: only a server that never sees it lets it pass. */
const nobody = 'Bearer bm9ib2R5.bm9ib2R5.bm9ib2R5';

function needsAuthorization({ id, headers }: RoleProbe): boolean {
  return id !== 'anon' && headers.Authorization !== undefined;
}

/** The key was accepted, and then there was no such table. A page is no answer of PostgREST's. */
function isAccepted(answer: HttpAnswer): boolean {
  return isMissingTable(answer) || (answer.status === 200 && answer.body.startsWith('['));
}

/** From Postgres, the key was accepted, and the role may not look into the schema: a missing GRANT, not a bad key. */
function grantOrRefusal(finding: Finding): Finding {
  return finding.kind === 'failed' && finding.layer === 'Postgres'
    ? { ...finding, kind: 'warned' }
    : finding;
}

/** Gateways that look at apikey alone let a key pass whose Authorization header was lost, and nobody says so. */
function answeredAsAnon({ label }: RoleProbe): Finding {
  return {
    ...failed(
      'Gateway',
      message('The key is accepted, but requests as {0} run as anon.', label),
      message(
        'The Authorization header does not reach PostgREST: a wrong one is not refused. Look for a proxy on the way that removes it.',
      ),
    ),
    remedies: [{ kind: 'read', topic: 'keys' }],
  };
}

/** Which PostgREST answers and which schemas it exposes; any key that is let through to it will do. */
export function postgrestHop(
  send: SendHttp,
  target: RestTarget,
  roles: readonly RoleProbe[],
  needs: readonly string[],
): Hop {
  return {
    id: 'postgrest',
    label: message('PostgREST'),
    needs,
    check: async (signal) => {
      let last: Finding = unsaid;
      for (const role of roles) {
        const headers = { ...role.headers, 'Accept-Profile': noSchema };
        const answer = await get(send, target, `/${noTable}?limit=0`, headers, signal);
        const version = versionOf(answer);
        const schemas = exposedSchemas(answer);
        if (version !== undefined || schemas !== undefined) {
          return passed(
            message('Version {0}, schemas: {1}.', version ?? '?', schemas?.join(', ') ?? '?'),
          );
        }
        last = neverAnswered(answer) ? refusal(target, role, answer) : unsaid;
      }
      return last;
    },
  };
}

const unsaid = warned(
  message('It answers, and tells neither its version nor its schemas.'),
  message('Requests work all the same; a gateway may hide both.'),
);

/** A gateway that refuses a key, or finds nobody behind it, speaks for itself alone. */
function neverAnswered({ status }: HttpAnswer): boolean {
  return status === 401 || status === 403 || status >= 500;
}

function refusal({ provider }: RestTarget, role: RoleProbe, answer: HttpAnswer): Finding {
  const { status, headers } = answer;
  // Success without rows says nothing, and is not PostgREST's.
  const body = status === 200 && !/^\s*</.test(answer.body) ? '' : answer.body;
  const refused = { provider, status, body, headers, role: role.id };
  const { layer, sentence, advice, remedies } = diagnose(refused);
  return { ...failed(layer, sentence, advice), remedies };
}

/** Whether the service behind another path of the project answers, such as Powabase's Project Service. */
export function serviceHop(
  send: SendHttp,
  target: RestTarget,
  service: { readonly label: string; readonly url: string },
  role: RoleProbe,
  needs: readonly string[],
): Hop {
  return {
    id: 'service',
    label: message('{0}', service.label),
    needs,
    check: async (signal): Promise<Finding> => {
      const request = { method: 'GET', url: service.url, headers: role.headers };
      const answer = await send(request, signal);
      const isService = answer.status === 200 && answer.body.startsWith('{');
      return isService ? passed(countOf(answer.body)) : refusal(target, role, answer);
    },
  };
}

/** An empty list and a filled one both mean that the whole way works. */
function countOf(body: string) {
  const total = /"total"\s*:\s*(\d+)/.exec(body)?.[1];
  return total === undefined
    ? message('It answers.')
    : message('It answers; the list holds {0}.', total);
}

function get(
  send: SendHttp,
  { restBase }: RestTarget,
  path: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  return send({ method: 'GET', url: restBase + path, headers }, signal);
}

function isMissingTable({ status, body }: HttpAnswer): boolean {
  return status === 404 && /"(?:PGRST205|42P01)"/.test(body);
}

/** `server: postgrest/12.0.2`. */
function versionOf({ headers }: HttpAnswer): string | undefined {
  return /postgrest\/([\d.]+)/i.exec(headers.server ?? '')?.[1];
}

/** PGRST106 lists them: in its message up to version 12, in its hint later. */
function exposedSchemas({ status, body }: HttpAnswer): readonly string[] | undefined {
  if (status !== 406 || !body.includes('PGRST106')) return undefined;
  const list = /(?:schemas?[^:"]*:\s*)([^"\\]+)/i.exec(body.replace(noSchema, ''))?.[1];
  return list?.split(',').map((name) => name.trim().replace(/\.$/, ''));
}
