import { connectionFormats, renderConnection } from '../../connectionStrings';
import type { FormatId } from '../../connectionStrings/formats';
import { literal } from '../../connectionStrings/quoting';
import { Failure, message } from '../../errors';
import { type Code, code, lines } from '../code';
import { orFail } from '../go';
import type { Snippet, SnippetContext, SnippetText } from '../snippet';
import { countRows, insideDouble, insidePhp, insideSingle, selectRows } from '../table';

/** A first question to the database by way of a format. */
type Question = Pick<Snippet, 'language' | 'library' | 'render'>;

const questions: Readonly<Record<FormatId, Question>> = {
  uri: {
    language: 'plaintext',
    render: (context) => ({ imports: [], body: [connection('uri', context)] }),
  },
  psql: {
    language: 'shellscript',
    render: (context) => {
      const inside = (sql: string) => sql.replaceAll("'", "'\\''");
      return {
        imports: [],
        body: code`${connection('psql', context)} -c '${selectRows(context, inside)}'`,
      };
    },
  },
  nodejs: {
    library: 'pg',
    language: 'typescript',
    render: (context) =>
      withImports(connection('nodejs', context), (pool) =>
        lines(
          pool,
          code`const { rows } = await pool.query('${selectRows(context, insideSingle)}');`,
        ),
      ),
  },
  python: {
    library: 'psycopg2',
    language: 'python',
    render: (context) =>
      withImports(connection('python', context), (connected) =>
        lines(
          connected,
          'with connection.cursor() as cursor:',
          code`    cursor.execute("${selectRows(context, insideDouble)}")`,
          '    rows = cursor.fetchall()',
        ),
      ),
  },
  golang: {
    library: 'lib/pq',
    language: 'go',
    render: (context) => ({
      imports: [
        '"database/sql"',
        '"fmt"',
        '"log"',
        ...(context.source === 'environment' ? ['"os"', '"strings"'] : []),
        '_ "github.com/lib/pq"',
      ],
      body: lines(
        withoutComment(connection('golang', context)),
        orFail,
        'defer db.Close()',
        'var count int64',
        code`err = db.QueryRow("${countRows(context, insideDouble)}").Scan(&count)`,
        orFail,
        'fmt.Println(count)',
      ),
    }),
  },
  jdbc: {
    library: 'pgjdbc',
    language: 'java',
    render: (context) => {
      const text = withoutComment(connection('jdbc', context));
      const opening = text.startsWith('jdbc:')
        ? `Connection connection = DriverManager.getConnection(${literal(text)});`
        : text.replaceAll('\n', '\n        ');
      return {
        imports: ['Connection', 'DriverManager', 'ResultSet', 'Statement'].map(
          (name) => `import java.sql.${name};`,
        ),
        body: lines(
          `try (${opening}`,
          '        Statement statement = connection.createStatement();',
          code`        ResultSet rows = statement.executeQuery("${selectRows(context, insideDouble)}")) {`,
          '    while (rows.next()) {',
          '        System.out.println(rows.getString(1));',
          '    }',
          '}',
        ),
      };
    },
  },
  dotnet: {
    library: 'Npgsql',
    language: 'csharp',
    render: (context) => {
      const text = withoutComment(connection('dotnet', context));
      return {
        imports: ['using System;', 'using Npgsql;'],
        body: lines(
          text.startsWith('Host=') ? `var connectionString = ${literal(text)};` : text,
          'using (var connection = new NpgsqlConnection(connectionString))',
          '{',
          '    connection.Open();',
          code`    using (var command = new NpgsqlCommand("${selectRows(context, insideDouble)}", connection))`,
          '    using (var reader = command.ExecuteReader())',
          '    {',
          '        while (reader.Read())',
          '        {',
          '            Console.WriteLine(reader[0]);',
          '        }',
          '    }',
          '}',
        ),
      };
    },
  },
  php: {
    library: 'PDO',
    language: 'php',
    render: (context) => {
      const text = connection('php', context);
      const select = code`'${selectRows(context, insidePhp)}'`;
      return {
        imports: [],
        body: lines(
          text,
          text.startsWith('$pdo')
            ? code`$rows = $pdo->query(${select})->fetchAll(PDO::FETCH_ASSOC);`
            : code`$rows = pg_fetch_all(pg_query($connection, ${select}));`,
        ),
      };
    },
  },
  sqlalchemy: {
    library: 'psycopg2',
    language: 'python',
    render: (context) => {
      // A colon begins a parameter of `text`.
      const inside = (sql: string) => insideDouble(sql.replaceAll(':', '\\:'));
      const text = connection('sqlalchemy', context).replace(
        'import create_engine\n',
        'import create_engine, text\n',
      );
      return withImports(text, (engine) =>
        lines(
          engine,
          'with engine.connect() as connection:',
          code`    rows = connection.execute(text("${selectRows(context, inside)}")).fetchall()`,
        ),
      );
    },
  },
};

/** The nine of the Connect panel, each with a first question to the database. */
export const drivers: readonly Snippet[] = connectionFormats.map(({ id, label }) => ({
  id,
  label,
  group: 'database',
  needs: ['databaseUrl'],
  side: 'server',
  ...questions[id],
}));

const passwords = {
  environment: 'environment',
  placeholder: 'placeholder',
  written: 'shown',
} as const;

function connection(format: FormatId, { database, source, pooled }: SnippetContext): string {
  if (database === undefined) {
    throw new Failure('missingCredential', message('The project has no Database URL yet.'));
  }
  return renderConnection(format, database, { password: passwords[source], pooled });
}

/** Takes the imports in front of a connection apart from it. */
function withImports(text: string, use: (connection: string) => Code): SnippetText {
  const all = text.split('\n');
  const isImport = (line: string) => /^(?:import|from)\s/.test(line);
  const first = all.findIndex((line) => line !== '' && !isImport(line));
  return { imports: all.slice(0, first).filter(isImport), body: use(all.slice(first).join('\n')) };
}

/** A comment in front names the imports, which a snippet brings along itself. */
function withoutComment(text: string): string {
  return text.replace(/^\/\/[^\n]*\n/, '');
}
