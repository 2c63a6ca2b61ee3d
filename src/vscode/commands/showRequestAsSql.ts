import { toSql } from '../../core/rest/sql';
import { askerOf } from '../requests/askerOf';
import { schemaAsked, wholeRequest } from '../requests/wholeRequest';
import type { Services } from '../services';
import { openBeside } from './convertSql';

/** Opens the SQL that the request at the cursor means, to be run as the same role. */
export async function showRequestAsSql(services: Services, argument: unknown): Promise<void> {
  const whole = await wholeRequest(services, argument);
  const { project, role, text, parsed, request } = whole;
  const catalog = await services.sessions.restCatalog(project, schemaAsked(whole));
  const { sql, count } = toSql(text, parsed, catalog);
  const asker = await askerOf(services, { project, role });
  const subject = request.directives.subject ?? asker.subject;
  const name = asker.role ?? (role === 'user' ? 'authenticated' : role);
  const content = [
    `-- @project ${project.name}`,
    `-- @role ${[name, ...(subject === undefined ? [] : [subject])].join(' ')}`,
    `${sql};`,
    ...(count === undefined ? [] : ['', `${count};`]),
    '',
  ].join('\n');
  await openBeside('sql', content);
}
