import { toSql } from '../../core/rest/sql';
import { guideOf } from '../../providers/guides';
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
  const asker = await askerOf(services, { project, role, schema: catalog.schema });
  const subject = request.directives.subject ?? asker.subject;
  const { hidesSchema } = guideOf(project.provider);
  const name = asker.role ?? (role !== 'user' ? role : hidesSchema ? undefined : 'authenticated');
  const actor = [name, subject].filter((part) => part !== undefined).join(' ');
  const content = [
    `-- @project ${project.name}`,
    ...(name === undefined ? [] : [`-- @role ${actor}`]),
    `${sql};`,
    ...(count === undefined ? [] : ['', `${count};`]),
    '',
  ].join('\n');
  await openBeside('sql', content);
}
