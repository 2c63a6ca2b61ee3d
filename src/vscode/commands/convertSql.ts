import * as vscode from 'vscode';
import { asFailure } from '../../core/errors';
import type { Project } from '../../core/model';
import type { RequestFromSql } from '../../core/rest/fromSql';
import type { Actor } from '../../core/roles';
import type { Statement } from '../../core/sql/statementIndex';
import { providerOf } from '../../providers';
import { requestLanguage } from '../requests/requestIn';
import type { Services } from '../services';
import { translate } from '../words';
import { projectForDocument } from './pickProject';
import { wantedStatements } from './wantedStatements';

/** A statement, whom it runs as, and the request that means the same. */
export interface ConvertedStatement {
  readonly document: vscode.TextDocument;
  readonly project: Project;
  readonly statement: Statement;
  /** As `# @role` has it. */
  readonly role: string;
  readonly request: RequestFromSql;
}

/** Opens the request that means what the statement at the cursor means. */
export async function convertSql(services: Services, argument: unknown): Promise<void> {
  const { project, role, request } = await convertedStatement(services, argument);
  const content = [
    `# @project ${project.name}`,
    `# @role ${role}`,
    ...request.notes.map((note) => `# ${translate(note)}`),
    request.text,
    '',
  ].join('\n');
  await openBeside(requestLanguage, content);
}

/** Reads the statement at the cursor. What PostgREST cannot express is marked there, and thrown. */
export async function convertedStatement(
  services: Services,
  argument: unknown,
): Promise<ConvertedStatement> {
  const { document, statements } = wantedStatements(services, argument);
  const [statement = { text: '', start: 0, end: 0 }] = statements;
  const project = await projectForDocument(services, document);
  services.errors.clear(document);
  try {
    const request = await services.world.requestFromSql(statement.text, (schema) =>
      services.sessions.restCatalog(project, schema),
    );
    const role = writtenRole(services, project, services.actors.actorOf(document));
    return { document, project, statement, role, request };
  } catch (error) {
    const failure = asFailure(error);
    services.errors.show(document, statement, failure);
    throw failure;
  }
}

/** The connection's own role reads past the policies, as the strongest key does. */
function writtenRole({ sessions }: Services, project: Project, actor: Actor | undefined): string {
  const { roles } = providerOf(project.provider);
  const named = actor?.role === 'authenticated' ? 'user' : actor?.role;
  const role = roles.find(({ id }) => id === named)?.id ?? sessions.bestRole(project);
  if (role === 'service_role') return 'service';
  const subject = actor?.claims.sub;
  return role === 'user' && typeof subject === 'string' ? `user ${subject}` : role;
}

export async function openBeside(language: string, content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  await vscode.window.showTextDocument(document, {
    viewColumn: vscode.ViewColumn.Beside,
    preview: false,
  });
}
