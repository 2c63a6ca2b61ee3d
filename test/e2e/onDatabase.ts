import { openWorkbench, type Workbench } from './workbench';

/** A workbench with one project, `Bench`, that has a database alone; the URL is a key of its `.env`. */
export function openOnDatabase(
  databaseUrl: string,
  files: Readonly<Record<string, string>> = {},
): Promise<Workbench> {
  const project = {
    id: 'bench',
    name: 'Bench',
    provider: 'powabase',
    credentials: { databaseUrl: { from: 'dotenv', file: '.env', key: 'DATABASE_URL' } },
  };
  return openWorkbench({
    files: {
      '.env': `DATABASE_URL=${databaseUrl}\n`,
      '.vscode/settings.json': JSON.stringify({ 'powabase.projects': [project] }),
      ...files,
    },
  });
}
