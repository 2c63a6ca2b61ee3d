import { openWorkbench, type Workbench } from './workbench';

/**
 * A workbench with one project, `Bench`, that has a database alone; the URL is a key of its `.env`.
 * `folders` of the workspace (`second/`; `` is the workspace itself) have the project and these files each.
 */
export function openOnDatabase(
  databaseUrl: string,
  folders: readonly string[] = [''],
  files: Readonly<Record<string, string>> = {},
): Promise<Workbench> {
  const project = {
    id: 'bench',
    name: 'Bench',
    provider: 'powabase',
    credentials: { databaseUrl: { from: 'dotenv', file: '.env', key: 'DATABASE_URL' } },
  };
  const own = {
    '.env': `DATABASE_URL=${databaseUrl}\n`,
    '.vscode/settings.json': JSON.stringify({ 'powabase.projects': [project] }),
    ...files,
  };
  const all = folders.flatMap((folder) =>
    Object.entries(own).map(([path, text]) => [`${folder}${path}`, text] as const),
  );
  return openWorkbench({ files: Object.fromEntries(all) });
}
