import { Failure, message } from '../../core/errors';
import type { Database, Frame } from '../../core/ports';
import { type Actor, settingsOf } from '../../core/roles';
import type { Allowed } from './allowStatement';

/** The transaction around a statement that must not write, or that somebody else runs. Throws `badInput`. */
export function frameFor(
  { readOnly, bareOnly }: Omit<Allowed, 'onlyReads'>,
  actor: Actor | undefined,
  { transaction }: Database,
  rollsBack = false,
): Frame | undefined {
  if (!actor && !readOnly && !rollsBack) return undefined;
  if (transaction !== 'none') {
    throw new Failure(
      'badInput',
      message(
        'A transaction is open here, and this statement needs one of its own. Commit it or roll it back first.',
      ),
    );
  }
  if (actor && bareOnly) {
    throw new Failure(
      'badInput',
      message(
        'This command runs outside of a transaction, and so not as {0}. Choose the connection’s own role for it.',
        actor.role,
      ),
    );
  }
  return { readOnly, settings: actor ? settingsOf(actor) : [], rollsBack };
}
