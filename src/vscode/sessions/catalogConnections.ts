import { Failure, message } from '../../core/errors';
import type { Project } from '../../core/model';
import type { Database } from '../../core/ports';
import type { Cause } from '../credentials';
import type { Connecting } from './connecting';

/** How long the tree's own connection stays open unused: a pool slot is not held for nothing. */
const idleLimit = 60_000;
/** How long anything that a catalog is read from may take. */
export const catalogLimit = 30_000;

interface CatalogConnection {
  readonly addressKey: string;
  readonly database: Promise<Database>;
}

/** One connection for each project, for what the extension itself asks. */
export interface CatalogConnections {
  /** Runs on the project's connection, which closes itself when it has been idle for a while. Throws a `Failure`. */
  use<T>(
    project: Project,
    work: (database: Database, signal: AbortSignal) => Promise<T>,
    cause?: Cause,
  ): Promise<T>;
  /** Closes the connection of the project with this id. */
  close(id: string): void;
  closeAll(): void;
}

export function createCatalogConnections(connecting: Connecting): CatalogConnections {
  const connections = new Map<string, CatalogConnection>();
  const idleTimers = new Map<string, ReturnType<typeof setTimeout>>();

  /** The connection that is open, unless it has ended or its address is another one now. */
  async function connectionOf(
    project: Project,
    signal: AbortSignal,
    cause: Cause | undefined,
  ): Promise<Database> {
    const address = await connecting.addressOf(project, cause);
    const known = connections.get(project.id);
    if (known?.addressKey === address.key) {
      const database = await known.database.catch(() => undefined);
      if (database?.alive) return database;
    }
    // Somebody else may have opened one in the meantime.
    const newer = connections.get(project.id);
    if (newer !== known && newer?.addressKey === address.key) return newer.database;
    close(project.id);
    const database = connecting.open('catalog', project, address, signal);
    connections.set(project.id, { addressKey: address.key, database });
    return database;
  }

  function close(id: string) {
    const open = connections.get(id);
    connections.delete(id);
    clearTimeout(idleTimers.get(id));
    void open?.database.then((database) => database.close()).catch(() => {});
  }

  return {
    async use(project, work, cause) {
      const signal = AbortSignal.timeout(catalogLimit);
      clearTimeout(idleTimers.get(project.id));
      try {
        return await work(await connectionOf(project, signal, cause), signal);
      } catch (error) {
        if (!signal.aborted) throw error;
        throw new Failure(
          'timedOut',
          message(
            'The database of "{0}" did not answer within {1} s. Check whether it is busy, and try again.',
            project.name,
            String(catalogLimit / 1_000),
          ),
        );
      } finally {
        clearTimeout(idleTimers.get(project.id));
        idleTimers.set(
          project.id,
          setTimeout(() => close(project.id), idleLimit),
        );
      }
    },

    close,

    closeAll() {
      for (const id of new Set([...connections.keys(), ...idleTimers.keys()])) close(id);
    },
  };
}
