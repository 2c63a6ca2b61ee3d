import { code, lines } from '../code';
import { constants, importsOf } from '../python';
import type { Snippet } from '../snippet';
import { countRows, insideDouble } from '../table';
import { variableOf } from '../values';

/** The documents' own example: psycopg2 with the whole Database URL. */
export const countWithPsycopg2: Snippet = {
  id: 'countRows',
  label: 'psycopg2: count the rows of a table',
  group: 'database',
  language: 'python',
  needs: ['databaseUrl'],
  side: 'server',
  render: (context) => ({
    imports: [...importsOf(context), 'import psycopg2'],
    body: lines(
      constants(context, ['databaseUrl']),
      '',
      `connection = psycopg2.connect(${variableOf(context, 'databaseUrl')})`,
      'with connection.cursor() as cursor:',
      code`    cursor.execute("${countRows(context, insideDouble)}")`,
      '    print(cursor.fetchone()[0])',
    ),
  }),
};
