import type { Entry } from './entry';

/**
 * The addresses that a `supabase/config.toml` gives the local stack, with the CLI's fixed database password, and
 * its `project_id`; undefined when the text is no such file. See https://supabase.com/docs/guides/cli/config.
 */
export function readSupabaseConfig(text: string): readonly Entry[] | undefined {
  if (!/^\[(?:api|db|studio|auth)\][ \t]*$/m.test(text)) return undefined;
  const values = new Map<string, string>();
  let section = '';
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    const [, opened] = /^\[([\w.]+)\]$/.exec(line) ?? [];
    if (opened !== undefined) section = opened;
    const [, key, quoted, plain] =
      /^(\w+)\s*=\s*(?:"([^"]*)"|([\w.]+))/.exec(line.slice(0, 500)) ?? [];
    if (key !== undefined) values.set(`${section}.${key}`, quoted ?? plain ?? '');
  }
  const port = (key: string, standard: string) => {
    const given = values.get(key) ?? '';
    return /^\d{1,5}$/.test(given) ? given : standard;
  };
  const scheme = values.get('api.tls.enabled') === 'true' ? 'https' : 'http';
  const database = `postgresql://postgres:postgres@127.0.0.1:${port('db.port', '54322')}/postgres`;
  return [
    { name: 'SUPABASE_URL', value: `${scheme}://127.0.0.1:${port('api.port', '54321')}` },
    { name: 'SUPABASE_DB_URL', value: database },
    { name: 'project_id', value: values.get('.project_id') ?? '' },
  ];
}
