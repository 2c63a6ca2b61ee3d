import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { debianPackages } from '../../hosts/debian';
import { answersIn, base64, type Driver, output, passwordVariable, question } from './driver';

/** One Java for all: it takes a second to start. A URL is used as a program uses it, code as it stands. */
export const jdbc: Driver = {
  format: 'jdbc',
  runs: 'pgjdbc',
  packages: [debianPackages.jdk, debianPackages.pgjdbc],
  async ask(texts, { password, times = 1 } = {}) {
    const folder = await mkdtemp(join(tmpdir(), 'powabase-java-'));
    try {
      const file = join(folder, 'Ask.java');
      await writeFile(file, program(texts, times));
      const args = ['-XX:TieredStopAtLevel=1', '-cp', '/usr/share/java/postgresql.jar', file];
      return answersIn(await output('java', args, { env: passwordVariable(password) }));
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

function program(texts: readonly string[], times: number): string {
  const openings = texts.map((text) =>
    text.startsWith('jdbc:')
      ? `() -> DriverManager.getConnection(new String(Base64.getDecoder().decode("${base64(text)}"), "UTF-8")),`
      : `() -> { ${text}\nreturn connection; },`,
  );
  return `
import java.io.PrintStream;
import java.sql.*;
import java.util.*;
import java.util.concurrent.Callable;

public class Ask {
  static List<Callable<Connection>> openings() {
    return List.of(
${openings.join('\n').replace(/,$/, '')}
    );
  }

  static String ask(Callable<Connection> open) throws Exception {
    String answer = null;
    try (Connection connection = open.call()) {
      // As frameworks do; by itself pgjdbc repairs a statement that is lost.
      connection.setAutoCommit(false);
      PreparedStatement asked = connection.prepareStatement(${JSON.stringify(question('?'))});
      asked.setInt(1, 1);
      for (int time = 0; time < ${times}; time++) {
        try (ResultSet rows = asked.executeQuery()) {
          rows.next();
          answer = rows.getString(1);
        }
        connection.commit();
      }
    }
    return answer;
  }

  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, "UTF-8");
    for (Callable<Connection> open : openings()) {
      try {
        out.println(ask(open));
      } catch (Exception error) {
        String said = String.valueOf(error.getMessage()).replaceAll("[\\\\\\\\\\"\\\\p{Cntrl}]", " ");
        out.println("{\\"refused\\": \\"" + said + "\\"}");
      }
    }
  }
}
`;
}
