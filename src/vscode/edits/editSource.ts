import { applyEdits } from '../../core/edits/apply';
import { changeCount, type RowEdit } from '../../core/edits/changes';
import { readEditTable } from '../../core/edits/readTable';
import { readableSql } from '../../core/edits/statements';
import { type EditTable, shownTable } from '../../core/edits/table';
import { asFailure, Failure, message } from '../../core/errors';
import type { Classification } from '../../core/sql/classify';
import { bindParameters } from '../../core/sql/parameters';
import { allow } from '../commands/allowStatement';
import { openBeside } from '../commands/convertSql';
import { frameFor } from '../commands/frameFor';
import { remember } from '../commands/remember';
import { statementLimit } from '../commands/statementLimit';
import type { StatementRun } from '../commands/statementRun';
import { safetyOf } from '../safety';
import type { Services } from '../services';
import type { EditSource } from './edits';

const lookupLimit = 30_000;

/** The database of a statement's result, on the connection of its document and as the role that it ran as. */
export function editSourceOf(
  services: Services,
  { project, statement, session, actor }: StatementRun,
): EditSource {
  const { sessions, world } = services;
  const roleLine = actor ? `-- @role ${actor.role}\n` : '';

  async function connect(signal: AbortSignal) {
    const database = await sessions.forDocument(session, project, signal);
    if (database.transaction === 'failed') {
      throw new Failure(
        'badInput',
        message('The transaction that is open here has failed. Roll it back first.'),
      );
    }
    return database;
  }

  return {
    async readTable(columns) {
      if (safetyOf(project) === 'read-only') {
        throw new Failure('readOnly', message('"{0}" is read-only.', project.name), {
          hint: message('Powabase: Set Safety Mode changes what "{0}" allows.', project.name),
        });
      }
      const signal = AbortSignal.timeout(lookupLimit);
      const database = await connect(signal);
      const role = { name: actor?.role ?? database.user, isOwn: actor === undefined };
      const table = await database.atomically(
        [],
        (ask) => readEditTable(ask, columns, role),
        signal,
      );
      const facts = await world.classifyStatement(bindParameters(statement.text).sql);
      if (timesRead(facts, table) > 1) {
        throw new Failure(
          'badInput',
          message(
            'The query reads {0} more than once, so it is not sure which row a value is of.',
            shownTable(table),
          ),
        );
      }
      return table;
    },

    async apply(table, edits, signal) {
      const started = performance.now();
      const database = await connect(signal);
      await allow(project, factsOf(table, edits));
      const frame = frameFor({ readOnly: false, bareOnly: false }, actor, database);
      const limit = statementLimit(signal);
      try {
        const applied = await applyEdits(
          database,
          table,
          edits,
          frame?.settings ?? [],
          limit.signal,
        );
        remember(services, {
          text: readableSql(table, edits),
          projectId: project.id,
          project: project.name,
          role: actor?.role ?? database.user,
          outcome: applied.kind === 'made' ? 'done' : 'failed',
          milliseconds: performance.now() - started,
          rows: changeCount(edits),
        });
        return applied;
      } catch (error) {
        throw limit.told(asFailure(error));
      } finally {
        sessions.onDidRun.fire();
      }
    },

    isInTransaction: () => sessions.transactionOf(session) === 'open',

    review: (sql) => openBeside('sql', `-- @project ${project.name}\n${roleLine}${sql}`),
  };
}

function factsOf({ name }: EditTable, edits: readonly RowEdit[]): Classification {
  const verbs = [...new Set(edits.map(({ kind }) => kind))];
  return {
    effects: verbs.map((verb) => ({ kind: 'writes', verb, relation: name, filtered: true })),
    bareOnly: false,
  };
}

/** Two columns of the same name may then be of two rows. */
function timesRead({ effects }: Classification, { name }: EditTable): number {
  return effects.filter((effect) => effect.kind === 'reads' && effect.relation.name === name.name)
    .length;
}
