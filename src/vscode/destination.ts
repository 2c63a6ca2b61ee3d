import { Failure, message } from '../core/errors';
import { classifyKey } from '../core/keys';
import type { Project, RoleId } from '../core/model';
import type { Destination } from '../core/rest/send';
import { labelOf, providerOf } from '../providers';
import {
  type Authentication,
  authenticate,
  missingFor,
  type UsedCredential,
  waysOf,
} from '../providers/authentication';
import type { Provider, ProviderRole } from '../providers/provider';
import type { Credentials } from './credentials';

/**
 * Where a project's requests go as this role, and what they are sent with; `userToken` takes the place of the one that
 * is kept. Throws a `Failure`.
 */
export async function destinationOf(
  project: Project,
  role: RoleId,
  credentials: Pick<Credentials, 'read'>,
  userToken?: string,
): Promise<Destination & { readonly used: readonly UsedCredential[] }> {
  const provider = providerOf(project.provider);
  if (project.url === undefined) {
    throw new Failure(
      'missingCredential',
      message('"{0}" has no project URL yet. Add it with Powabase: Set Credential.', project.name),
    );
  }
  const { headers, used } = await authenticationOf(
    project,
    provider,
    roleOf(provider, role),
    credentials,
    userToken,
  );
  if (provider.needsSubject) requireSubject(project, provider, used);
  const { restSchema } = project;
  return {
    projectUrl: project.url,
    restBase: provider.restBase(project.url),
    authentication: headers,
    used,
    ...(provider.asksRestSchema && restSchema !== undefined ? { schema: restSchema } : {}),
  };
}

/** Said here, because the gateway says of such a token only that it is not valid. */
function requireSubject(
  { name }: Project,
  provider: Provider,
  used: readonly UsedCredential[],
): void {
  for (const { id, value } of used) {
    const key = classifyKey(value);
    if (key.kind !== 'jwt' || key.subject !== undefined) continue;
    throw new Failure(
      'badInput',
      message(
        'The {0} of "{1}" names no user, and the gateway refuses it. Let your identity provider put the claim "sub" in.',
        labelOf(provider, id),
        name,
      ),
    );
  }
}

function roleOf({ label, roles }: Provider, role: RoleId): ProviderRole {
  const offered = roles.find(({ id }) => id === role);
  if (offered) return offered;
  throw new Failure(
    'badInput',
    message(
      '{0} has no role "{1}". Use one of: {2}.',
      label,
      role,
      roles.map(({ id }) => id).join(', '),
    ),
  );
}

async function authenticationOf(
  project: Project,
  provider: Provider,
  role: ProviderRole,
  credentials: Pick<Credentials, 'read'>,
  userToken: string | undefined,
): Promise<Authentication> {
  const given = userToken === undefined ? {} : ({ userToken: { from: 'ask' } } as const);
  const [way] = waysOf(role, { ...project.credentials, ...given });
  const found =
    way &&
    (await authenticate(provider, way, async (id) =>
      id === 'userToken' && userToken !== undefined ? userToken : credentials.read(project, id),
    ));
  if (found) return found;
  const missing = missingFor(role, project.credentials);
  throw new Failure(
    'missingCredential',
    message(
      '"{0}" has no {1} yet, which requests as {2} need. Add it with Powabase: Set Credential.',
      project.name,
      missing === undefined ? '' : labelOf(provider, missing),
      role.label,
    ),
  );
}
