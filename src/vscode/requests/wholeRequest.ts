import { Failure, message } from '../../core/errors';
import type { Project, RoleId } from '../../core/model';
import type { StandIn } from '../../core/rest/code/standIns';
import { type ParsedRequest, parseRequest } from '../../core/rest/parse';
import type { RestRequest } from '../../core/rest/request';
import { requestText } from '../../core/rest/requestText';
import type { Services } from '../services';
import { defaultRole, placeIn, prepareRequest, spanAt } from './requestIn';

/** The request that a command is about, to be turned into something else. */
export interface WholeRequest {
  readonly project: Project;
  readonly request: RestRequest;
  readonly role: RoleId;
  /** What `parsed` was read from. */
  readonly text: string;
  readonly parsed: ParsedRequest;
  /** Of the variables that are kept. */
  readonly standIns: readonly StandIn[];
}

/** The request of the block that a lens names or the cursor is in. Throws a `Failure`. */
export async function wholeRequest(
  services: Services,
  argument: unknown,
  keeps: 'values' | 'variables' = 'values',
): Promise<WholeRequest> {
  const place = await placeIn(argument);
  const span = spanAt(place);
  const { project, request, standIns } = await prepareRequest(
    services,
    place.document,
    span,
    keeps,
  );
  const text = requestText(request);
  const parsed = parseRequest(text);
  if (!parsed) throw new Failure('badInput', message('There is no request here.'));
  return {
    project,
    request,
    role: request.directives.role ?? defaultRole(project),
    text,
    parsed,
    standIns,
  };
}

/** The schema that the request asks for; undefined for the project's own. */
export function schemaAsked({ request }: WholeRequest): string | undefined {
  const profile = Object.entries(request.headers).find(([name]) =>
    /^(?:accept|content)-profile$/i.test(name),
  )?.[1];
  return request.directives.schema ?? profile;
}
