import * as v from 'valibot';
import { Failure, type Message, message } from '../errors';
import { checkProjectUrl } from '../projectUrl';
import type { Account, AccountAccess, AccountListing, AccountProject } from './account';
import { ask, readEach, readOne, shownName } from './ask';
import { fluxAccount as facts } from './facts';
import { readFluxProject } from './fluxProject';
import { checkFluxToken } from './tokens';

/** The routes of Flux's own command line: https://flux.vsl-base.com/docs/reference/cli */
export const flux: Account = {
  ...facts,
  checkToken: checkFluxToken,
  list: listFluxProjects,
  read: async (access, project, signal) => {
    await requireToken(access);
    return readFluxProject(access, facts, project, signal);
  },
};

const verified = v.object({ user: v.fallback(v.optional(shownName), undefined) });
const listed = v.object({
  slug: shownName,
  // It becomes part of a path.
  hash: v.pipe(v.string(), v.regex(/^[a-z\d]{1,32}$/)),
  apiUrl: v.fallback(v.optional(v.string()), undefined),
  status: v.fallback(v.string(), ''),
  lifecycleState: v.fallback(v.string(), ''),
});
/** The projects of the token's owner, of both engines. Throws a `Failure`. */
async function listFluxProjects(
  access: AccountAccess,
  signal: AbortSignal,
): Promise<AccountListing> {
  await requireToken(access);
  const [owner, list] = await Promise.all([
    ask(access, facts, '/cli/v1/auth/verify', signal),
    ask(access, facts, '/cli/v1/list', signal),
  ]);
  const { user } = readOne(facts, verified, owner);
  return {
    ...(user === undefined ? {} : { owner: user }),
    projects: readEach(facts, listed, list).map(projectOf),
    notes: [],
  };
}

function projectOf(entry: v.InferOutput<typeof listed>): AccountProject {
  const url = usableUrl(entry.apiUrl);
  const notice = noticeOf(entry);
  return {
    id: entry.hash,
    name: entry.slug,
    ...(url === undefined ? {} : { url }),
    ...(notice === undefined ? {} : { notice }),
  };
}

function usableUrl(apiUrl: string | undefined): string | undefined {
  try {
    return apiUrl === undefined ? undefined : checkProjectUrl(apiUrl);
  } catch {
    return undefined;
  }
}

function noticeOf({ status, lifecycleState }: v.InferOutput<typeof listed>): Message | undefined {
  if (lifecycleState === 'dormant') return message('Dormant. Wake it with `flux wake`.');
  if (lifecycleState === 'archived') return message('Archived. Restore it in the dashboard.');
  switch (status) {
    case 'stopped':
      return message('Stopped. Start it with `flux start`.');
    case 'partial':
    case 'missing':
    case 'corrupted':
      return message('It does not run as it should: `flux doctor` tells more.');
    default:
      return undefined;
  }
}

async function requireToken({ token }: AccountAccess): Promise<void> {
  const problem = await checkFluxToken(token);
  if (problem !== undefined) throw new Failure('badInput', problem);
}
