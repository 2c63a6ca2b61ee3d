import { message } from '../errors';
import type { Remedy } from '../remedy';
import { quoteName, quoteText } from '../sql/quote';
import type { Grantee } from './grants';

/** What a request of this method does to rows, as policies name it. */
const commands: ReadonlyMap<string, string> = new Map([
  ['POST', 'insert'],
  ['PUT', 'insert'],
  ['PATCH', 'update'],
]);

/** The document that shows which rows a table's policies let a role write, and how a further one is written. */
export function policiesRemedy(table: string, { role, schema, method = 'POST' }: Grantee): Remedy {
  const command = commands.get(method.toUpperCase()) ?? 'insert';
  const name = schema === undefined ? quoteName(table) : `${quoteName(schema)}.${quoteName(table)}`;
  const inSchema = schema === undefined ? '' : ` and schemaname = ${quoteText(schema)}`;
  const sql = [
    `-- Who may write which rows of ${name}: a row needs one of these whose with_check admits it.`,
    'select policyname, permissive, roles, cmd, qual, with_check',
    'from pg_policies',
    `where tablename = ${quoteText(table)}${inSchema} and cmd in ('ALL', ${quoteText(command.toUpperCase())})`,
    'order by policyname;',
    '',
    '-- A further one. Put the condition of the rows that may be written in the place of false, and run it as the owner.',
    `-- create policy "may ${command}" on ${name} for ${command} to ${role === undefined ? 'the_role' : quoteName(role)} with check (false);`,
    '',
  ].join('\n');
  return { kind: 'openSql', label: message('Show Policies'), sql };
}
