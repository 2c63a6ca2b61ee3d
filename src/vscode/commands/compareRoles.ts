import { asFailure, cancelled, Failure, message } from '../../core/errors';
import { unpackRows } from '../../core/packedRows';
import type { Cell, Database, PackedRows, ResultColumn, Row } from '../../core/ports';
import { type Actor, settingsOf } from '../../core/roles';
import { bindParameters } from '../../core/sql/parameters';
import type { RoleResult } from '../comparisonText';
import { placeIn, requestAtCursor } from '../requests/requestIn';
import type { Services } from '../services';
import { explain } from '../words';
import { allowStatement } from './allowStatement';
import { askParameters } from './askParameters';
import { pickActors } from './chooseRole';
import { compareRequest } from './compareRequest';
import { mostRows, showComparison } from './comparing';
import { projectForDocument } from './pickProject';
import { remember } from './remember';
import { statementLimit } from './statementLimit';
import { wantedStatements } from './wantedStatements';

/** Runs or sends what is at the cursor as two or three roles, and shows their rows together. */
export async function compareRoles(services: Services, argument: unknown): Promise<void> {
  const place = argument === undefined ? requestAtCursor() : await placeIn(argument);
  await (place ? compareRequest(services, place) : compareStatement(services));
}

/** No role can write, so that the statement is run as often as there are roles. */
async function compareStatement(services: Services): Promise<void> {
  const { document, statements } = wantedStatements(services, undefined);
  const [statement, more] = statements;
  if (!statement || more) {
    throw new Failure('badInput', message('Select one statement: it is run as every role.'));
  }
  const project = await projectForDocument(services, document);
  const bound = bindParameters(statement.text);
  const values = await askParameters(services, document.uri, bound, false);
  await showComparison(services, project, statement.text, async (signal) => {
    const database = await services.sessions.forDocument(document.uri, project, signal);
    if (database.transaction !== 'none') {
      throw new Failure(
        'badInput',
        message(
          'A transaction is open here, and this statement needs one of its own. Commit it or roll it back first.',
        ),
      );
    }
    const actors = await pickActors(project, database, signal);
    await allowStatement(services, project, bound.sql, database, signal);
    let columns: readonly ResultColumn[] = [];
    const results: RoleResult[] = [];
    const started = performance.now();
    for (const actor of actors) {
      const asked = { sql: bound.sql, values };
      const { result, described } = await rowsAs(database, asked, actor, signal);
      results.push(result);
      if (described.length > 0) columns = described;
    }
    remember(services, {
      text: statement.text,
      projectId: project.id,
      project: project.name,
      role: results.map(({ role }) => role).join(', '),
      outcome: 'done',
      milliseconds: performance.now() - started,
    });
    return { of: 'statement', text: statement.text, columns, results };
  });
}

async function rowsAs(
  database: Database,
  { sql, values }: { readonly sql: string; readonly values: readonly Cell[] },
  actor: Actor | undefined,
  cancel: AbortSignal,
): Promise<{ readonly result: RoleResult; readonly described: readonly ResultColumn[] }> {
  const sub = actor?.claims.email ?? actor?.claims.sub;
  const name = actor?.role ?? database.user;
  const role = typeof sub === 'string' ? `${name} ${sub}` : name;
  const rows: Row[] = [];
  let described: readonly ResultColumn[] = [];
  const sink = {
    columns: (columns: readonly ResultColumn[]) => {
      described = columns;
    },
    rows: async (batch: PackedRows) => {
      rows.push(...unpackRows(batch, 0, mostRows - rows.length));
      return rows.length < mostRows ? ('more' as const) : ('enough' as const);
    },
  };
  const limit = statementLimit(cancel);
  const frame = { readOnly: true, settings: actor ? settingsOf(actor) : [] };
  try {
    const { capped } = await database.run(sql, sink, limit.signal, { values, frame });
    return { result: { role, kind: 'rows', rows, isCapped: capped }, described };
  } catch (error) {
    if (cancel.aborted) throw cancelled();
    const failure = limit.told(asFailure(error));
    if (failure.reason !== 'statementFailed') throw failure;
    return { result: { role, kind: 'refused', reason: explain(failure) }, described };
  }
}
