import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { debianPackages } from '../../hosts/debian';
import { base64, output, passwordVariable } from './driver';

/** What `readAdo` runs. */
export const monoPackages = [
  debianPackages.mono,
  debianPackages.mcs,
  debianPackages.monoSystemData,
] as const;

/**
 * The pairs of connection strings as ADO.NET reads them, names in lower case. C# code is run with a builder
 * of ADO.NET's in the place of Npgsql's, which is one, too.
 */
export async function readAdo(
  texts: readonly string[],
  password?: string,
): Promise<readonly Readonly<Record<string, string>>[]> {
  const folder = await mkdtemp(join(tmpdir(), 'powabase-mono-'));
  try {
    const [source, built] = [join(folder, 'read.cs'), join(folder, 'read.exe')];
    await writeFile(source, program(texts));
    await output('mcs', ['-codepage:utf8', '-r:System.Data.dll', `-out:${built}`, source]);
    const printed = await output('mono', [built], { env: passwordVariable(password) });
    return printed
      .trim()
      .split('\n')
      .map((line) => Object.fromEntries(line.split(' ').map((pair) => pair.split(':').map(text))));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function text(encoded: string): string {
  return Buffer.from(encoded, 'base64').toString();
}

function program(texts: readonly string[]): string {
  const readings = texts.map((written) =>
    written.includes('NpgsqlConnectionStringBuilder')
      ? `() => { ${written}\nreturn connectionString; },`
      : `() => Encoding.UTF8.GetString(Convert.FromBase64String("${base64(written)}")),`,
  );
  return `
using System;
using System.Data.Common;
using System.Linq;
using System.Text;

class NpgsqlConnectionStringBuilder : DbConnectionStringBuilder {
  public NpgsqlConnectionStringBuilder(string text) { ConnectionString = text; }
  public string Password { set { this["Password"] = value; } }
}

class Read {
  static readonly Func<string>[] readings = {
${readings.join('\n')}
  };

  static string Encoded(object value) {
    return Convert.ToBase64String(Encoding.UTF8.GetBytes(value.ToString()));
  }

  static void Main() {
    foreach (var reading in readings) {
      var builder = new DbConnectionStringBuilder { ConnectionString = reading() };
      Console.WriteLine(string.Join(" ", builder.Keys.Cast<string>().Select(key => Encoded(key) + ":" + Encoded(builder[key]))));
    }
  }
}
`;
}
