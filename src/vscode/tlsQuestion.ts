import type { Failure, Reason } from '../core/errors';
import type { Project } from '../core/model';
import type { LoadOnDemand } from './onDemand';
import type { Projects } from './projects';

/** What of a failure the question is about. */
export type Refusal = Pick<Failure, 'reason' | 'sentence'>;

const tlsReasons: readonly Reason[] = ['untrustedCertificate', 'noTls'];

/**
 * Asks once for each project in a window what to do where its database has no certificate that this machine trusts.
 * Gives the project with the person's choice; undefined when it is about something else, was decided or is left so.
 */
export function createTlsQuestion(
  projects: Projects,
  databaseUrl: (project: Project) => Promise<string>,
  load: LoadOnDemand,
): (project: Project, refusal: Refusal) => Promise<Project | undefined> {
  const asked = new Map<string, Promise<void>>();

  async function ask(project: Project, refusal: Refusal): Promise<void> {
    const { askTls } = await load();
    await askTls(projects, project, await databaseUrl(project), refusal);
  }

  return async (project, refusal) => {
    if (project.tls !== undefined || !tlsReasons.includes(refusal.reason)) return undefined;
    const question = asked.get(project.id) ?? ask(project, refusal);
    asked.set(project.id, question);
    await question;
    const decided = projects.find(project.id);
    return decided?.tls === undefined ? undefined : decided;
  };
}
