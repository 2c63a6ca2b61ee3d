import type { Project, RoleId } from '../../core/model';
import { providerOf } from '../../providers';
import { offerToMintAgain, tokenOf } from '../commands/mintJwt';
import type { Services } from '../services';

/**
 * The token of the one user that a request is sent as; undefined where the one that is kept, or a key, is meant. One
 * that was minted and has expired is minted again, if the person wants it. Throws `cancelled` for a no.
 */
export async function userTokenFor(
  services: Services,
  project: Project,
  role: RoleId,
  subject: string | undefined,
): Promise<string | undefined> {
  if (role === 'user' && subject !== undefined) return tokenOf(services, project, subject);
  const { roles } = providerOf(project.provider);
  const offered = roles.find(({ id }) => id === role);
  if (offered?.credentials.includes('userToken')) await offerToMintAgain(services, project);
  return undefined;
}
