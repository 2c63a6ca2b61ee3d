import { asFailure, Failure, message } from '../../core/errors';
import type { Project } from '../../core/model';
import type { Database } from '../../core/ports';
import type { Cause, Credentials } from '../credentials';
import type { Log } from '../log';
import type { LoadOnDemand } from '../onDemand';
import type { Projects } from '../projects';
import type { World } from '../services';
import { createTlsQuestion, type Refusal } from '../tlsQuestion';

/** How a project's database is reached: its Database URL, its TLS, and the question that a certificate raises. */
export interface Connecting {
  /** Another address is another connection. Throws a `Failure` where there is no Database URL. */
  addressOf(project: Project, cause?: Cause): Promise<DatabaseAddress>;
  /** `purpose` is the part of the extension that connects, as the log names it. */
  open(
    purpose: string,
    project: Project,
    address: DatabaseAddress,
    signal: AbortSignal,
  ): Promise<Database>;
  /** Asks what to do about a certificate that was refused; the project with the choice, or undefined. */
  decideTls(project: Project, refusal: Refusal): Promise<Project | undefined>;
  /** Where a certificate is refused and the person then decides, the work is done once more. */
  securely<T>(project: Project, work: (project: Project) => Promise<T>): Promise<T>;
}

export interface DatabaseAddress {
  readonly url: string;
  readonly tls: ReturnType<Projects['tlsOf']>;
  /** Equal for equal addresses. Holds the password, so it is only ever compared. */
  readonly key: string;
}

export function createConnecting(
  world: World,
  projects: Projects,
  credentials: Credentials,
  log: Log,
  load: LoadOnDemand,
): Connecting {
  async function databaseUrl(project: Project, cause?: Cause): Promise<string> {
    const url = await credentials.read(project, 'databaseUrl', cause);
    if (url !== undefined) return url;
    throw new Failure(
      'missingCredential',
      message('"{0}" has no Database URL yet. Add it with Powabase: Set Credential.', project.name),
    );
  }

  const decideTls = createTlsQuestion(projects, databaseUrl, load);

  return {
    async addressOf(project, cause) {
      const url = await databaseUrl(project, cause);
      const tls = projects.tlsOf(project);
      return { url, tls, key: JSON.stringify([url, tls]) };
    },

    open(purpose, project, { url, tls }, signal) {
      log.info(`${purpose}: connecting to the database of "${project.name}"`);
      return world.openDatabase(url, signal, tls);
    },

    decideTls,

    async securely(project, work) {
      try {
        return await work(project);
      } catch (error) {
        const decided = await decideTls(project, asFailure(error));
        if (!decided) throw error;
        return work(decided);
      }
    },
  };
}
