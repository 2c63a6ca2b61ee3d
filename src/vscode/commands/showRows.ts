import * as vscode from 'vscode';
import { Failure, message } from '../../core/errors';
import { quoteName } from '../../core/sql/quote';
import type { Services } from '../services';
import { nodeIn } from '../tree/argument';
import { runOne } from './runStatement';
import { runRequest } from './sendRequest';

const count = 100;

/** The first rows of a table or view: over the wire where the database is known, else over PostgREST. */
export async function showRows(services: Services, argument: unknown): Promise<void> {
  const node = nodeIn(argument);
  if (node?.kind !== 'relation') {
    throw new Failure('badInput', message('Choose a table in the Powabase view first.'));
  }
  const { project, relation } = node;
  if (project.credentials.databaseUrl) {
    const text = `select * from ${quoteName(relation.schema)}.${quoteName(relation.name)} limit ${count}`;
    const statement = { text, start: 0, end: text.length };
    await runOne(services, { project, statement, session: vscode.Uri.parse('powabase:tree') });
    return;
  }
  const request = {
    method: 'GET',
    target: `/${encodeURIComponent(relation.name)}?limit=${count}`,
    headers: {},
    directives: {},
    start: 0,
  } as const;
  await runRequest(services, { project, request, role: await services.sessions.bestRole(project) });
}
