import * as vscode from 'vscode';
import { cancelled, Failure, message } from '../../core/errors';
import type { Project, Relation, Schema } from '../../core/model';
import { openImport } from '../panels/importPanel';
import type { Services } from '../services';
import { nodeIn } from '../tree/argument';
import { inOrder } from '../tree/explorer';
import { showQuickPick } from '../window';
import { pickProject } from './pickProject';

/** From a table of the tree, from a file of the explorer, or from the palette: what is missing is asked for. */
export async function importCsv(services: Services, argument: unknown): Promise<void> {
  const node = nodeIn(argument);
  const file = argument instanceof vscode.Uri ? argument : node ? undefined : openFile();
  const project = await pickProject(services, node);
  if (!project.credentials.databaseUrl) {
    throw new Failure(
      'missingCredential',
      message(
        'Rows are imported over the database connection, and "{0}" has no Database URL yet. Add it with Powabase: Set Credential.',
        project.name,
      ),
    );
  }
  const relation =
    node?.kind === 'relation' ? node.relation : await pickTable(services, project, file);
  await openImport(services, project, relation, file ?? (await askForFile()));
}

/** The CSV file in the editor in use. What is imported is the file, so it must not have changed since it was saved. */
function openFile(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.uri.scheme !== 'file' || !/\.(csv|tsv)$/i.test(document.uri.path)) return undefined;
  if (document.isDirty) {
    const name = document.uri.path.split('/').at(-1) ?? '';
    throw new Failure('badInput', message('Save {0} first: what is saved is imported.', name));
  }
  return document.uri;
}

async function pickTable(
  { sessions }: Services,
  project: Project,
  file: vscode.Uri | undefined,
): Promise<Relation> {
  const stem = file?.path
    .split('/')
    .at(-1)
    ?.replace(/\.\w+$/, '');
  const tables = tablesFor(project, await sessions.schemas(project), stem);
  const picked = await showQuickPick(
    tables.map((relation) => ({ label: relation.name, description: relation.schema, relation })),
    { title: vscode.l10n.t('Import Into'), matchOnDescription: true },
  );
  if (!picked) throw cancelled();
  return picked.relation;
}

/** The tables in the order of the tree; one that is called as the file comes first. */
export function tablesFor(
  project: Project,
  schemas: readonly Schema[],
  stem: string | undefined,
): readonly Relation[] {
  return inOrder(project, schemas)
    .flatMap(({ relations }) => relations)
    .filter(({ kind }) => takesRows.includes(kind))
    .toSorted((one, next) => Number(next.name === stem) - Number(one.name === stem));
}

const takesRows: readonly Relation['kind'][] = ['table', 'partitioned', 'foreign'];

async function askForFile(): Promise<vscode.Uri> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Import CSV'),
      openLabel: vscode.l10n.t('Preview'),
      filters: {
        [vscode.l10n.t('Separated values')]: ['csv', 'tsv', 'tab', 'txt'],
        [vscode.l10n.t('All files')]: ['*'],
      },
      ...(folder ? { defaultUri: folder.uri } : {}),
    })) ?? [];
  if (!uri) throw cancelled();
  return uri;
}
