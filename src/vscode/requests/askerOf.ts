import { isTenantRole, tenantRole } from '../../core/diagnose/grants';
import { classifyKey } from '../../core/keys';
import type { Project, RoleId } from '../../core/model';
import { guideOf } from '../../providers/guides';
import { destinationOf } from '../destination';
import type { Services } from '../services';

/** How a request is sent. */
export interface Asking {
  readonly project: Project;
  readonly role: RoleId;
  /** Where it is sent as one user with a token that is not kept. */
  readonly userToken?: string;
  /** As the database names it, where that is known: a gateway that makes the role itself names that after it. */
  readonly schema?: string;
}

/** A role of the database, and the user; absent what is not known. */
export interface Asker {
  readonly role?: string;
  readonly subject?: string;
}

/** Whom Postgres takes the request for, as the gateway, the key or the token says. */
export async function askerOf(
  { credentials }: Services,
  { project, role, userToken, schema }: Asking,
): Promise<Asker> {
  const { hidesSchema = false } = guideOf(project.provider);
  const sent = await destinationOf(project, role, credentials, userToken).catch(() => undefined);
  const said = readAsker(sent?.used.at(-1)?.value ?? '', role, hidesSchema);
  const tenant = hidesSchema ? tenantRole(schema) : undefined;
  return tenant === undefined ? said : { ...said, role: tenant };
}

function readAsker(text: string, role: RoleId, hidesSchema: boolean): Asker {
  const key = classifyKey(text);
  if (key.kind !== 'jwt') return role === 'user' ? {} : { role };
  // Where a gateway makes the role itself, what a token says of it counts only if it is the tenant's.
  const counts = !hidesSchema || isTenantRole(key.role);
  return {
    ...(key.role !== undefined && counts ? { role: key.role } : {}),
    ...(key.subject === undefined ? {} : { subject: key.subject }),
  };
}
