import * as vscode from 'vscode';
import { parseDotenv } from '../core/dotenv';
import { cancelled, Failure, message } from '../core/errors';
import type { Project } from '../core/model';
import type { GitState } from '../core/ports';
import { type DotenvEntry, writeDotenv } from '../core/writeDotenv';
import type { Services } from './services';
import { requireTrust } from './trust';
import { showQuickPick, showWarningMessage } from './window';

/** A file of a folder, there or yet to be. */
interface DotenvFile {
  readonly name: string;
  readonly folder: vscode.Uri;
  readonly uri: vscode.Uri;
  /** Undefined where there is none yet. */
  readonly text: string | undefined;
  readonly git: GitState;
}

/** Sets variables in a `.env` file that the person picks, and says where they are now. Throws a `Failure`. */
export async function writeToDotenv(
  services: Pick<Services, 'projects' | 'world'>,
  project: Project,
  entries: readonly DotenvEntry[],
): Promise<string> {
  // git runs what the configuration of a repository says.
  requireTrust();
  const folder = services.projects.folderOf(project) ?? (await pickFolder());
  const file = await pickFile(services, folder.uri);
  refuseUnsaved(file);
  const { text, refused } = writeDotenv(file.text ?? '', entries);
  const [problem] = refused;
  if (problem) throw new Failure('badInput', problem);
  await confirmReplacing(file, entries);
  const ignore = await confirmGit(file);
  // The other way round, a commit in between would take the secret along.
  if (ignore) await addToGitignore(file);
  await vscode.workspace.fs.writeFile(file.uri, new TextEncoder().encode(text));
  return vscode.l10n.t(
    'Written to {0}: {1}.',
    file.name,
    entries.map(({ name }) => name).join(', '),
  );
}

async function pickFolder(): Promise<vscode.WorkspaceFolder> {
  const [first, second] = vscode.workspace.workspaceFolders ?? [];
  if (!first) throw new Failure('badInput', message('Open a folder first: the file goes into it.'));
  if (!second) return first;
  const picked = await vscode.window.showWorkspaceFolderPick();
  if (!picked) throw cancelled();
  return picked;
}

/** What people commit, so that nobody writes a secret into it. */
const example = /\.(?:example|sample|template|dist|defaults?)$/;

async function pickFile(
  { world }: Pick<Services, 'world'>,
  folder: vscode.Uri,
): Promise<DotenvFile> {
  const entries = (await vscode.workspace.fs.readDirectory(folder)).filter(([name]) =>
    /^\.env(?:\.|$)/.test(name),
  );
  const namesOf = (ofType: (type: vscode.FileType) => boolean) =>
    entries.filter(([, type]) => ofType(type)).map(([name]) => name);
  // What git says of a link is not what it says of the file that would be written.
  const linked = namesOf((type) => (type & vscode.FileType.SymbolicLink) !== 0);
  const found = namesOf((type) => type === vscode.FileType.File).filter(
    (name) => !example.test(name),
  );
  const names = [...new Set(['.env', ...found.sort()])].filter((name) => !linked.includes(name));
  if (names.length === 0) {
    throw new Failure(
      'badInput',
      message('"{0}" is a link: nothing is written through it.', '.env'),
    );
  }
  const files = await Promise.all(
    names.map(async (name): Promise<DotenvFile> => {
      const uri = vscode.Uri.joinPath(folder, name);
      const git = uri.scheme === 'file' ? await world.gitStateOf(uri.fsPath) : 'outside';
      return {
        name,
        folder,
        uri,
        text: found.includes(name) ? await readText(uri) : undefined,
        git,
      };
    }),
  );
  const picked = await showQuickPick(
    files.map((file) => ({ label: file.name, description: wordsOf(file), file })),
    { title: vscode.l10n.t('Which file is it written to?') },
  );
  if (!picked) throw cancelled();
  return picked.file;
}

async function readText(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

function wordsOf({ text, git }: DotenvFile): string {
  const words = text === undefined ? [vscode.l10n.t('new')] : [];
  return [...words, ...gitWords(git)].join(' · ');
}

function gitWords(git: GitState): readonly string[] {
  switch (git) {
    case 'ignored':
      return [vscode.l10n.t('ignored by git')];
    case 'open':
      return [vscode.l10n.t('not ignored by git')];
    case 'tracked':
      return [vscode.l10n.t('tracked by git')];
    case 'outside':
      return [];
  }
}

function refuseUnsaved({ uri, name }: DotenvFile): void {
  const isOpen = vscode.workspace.textDocuments.some(
    (document) => document.isDirty && document.uri.toString() === uri.toString(),
  );
  if (isOpen) {
    throw new Failure('badInput', message('"{0}" has changes in the editor. Save it first.', name));
  }
}

async function confirmReplacing(
  { name, text = '' }: DotenvFile,
  entries: readonly DotenvEntry[],
): Promise<void> {
  const before = parseDotenv(text);
  const replaced = entries.filter((entry) => {
    const old = before[entry.name];
    return old !== undefined && old !== '' && old !== entry.value;
  });
  if (replaced.length === 0) return;
  const yes = vscode.l10n.t('Replace');
  const answer = await showWarningMessage(
    vscode.l10n.t(
      'Replace what {0} has for {1}?',
      name,
      replaced.map((entry) => entry.name).join(', '),
    ),
    { modal: true },
    yes,
  );
  if (answer !== yes) throw cancelled();
}

/** Asks where git would take the file along; true when it is to ignore it from now on. */
async function confirmGit({ name, git }: DotenvFile): Promise<boolean> {
  if (git === 'ignored' || git === 'outside') return false;
  const ignore = vscode.l10n.t('Add to .gitignore and Write');
  const anyway = vscode.l10n.t('Write Anyway');
  const answer =
    git === 'open'
      ? await showWarningMessage(
          vscode.l10n.t('git does not ignore {0}.', name),
          {
            modal: true,
            detail: vscode.l10n.t('The next commit may take along what is written to it.'),
          },
          ignore,
          anyway,
        )
      : await showWarningMessage(
          vscode.l10n.t('git tracks {0}.', name),
          {
            modal: true,
            detail: vscode.l10n.t(
              'The next commit takes along what is written to it, whatever .gitignore says. Untrack it first: git rm --cached {0}',
              name,
            ),
          },
          anyway,
        );
  if (answer === undefined) throw cancelled();
  return answer === ignore;
}

async function addToGitignore({ folder, name }: DotenvFile): Promise<void> {
  const uri = vscode.Uri.joinPath(folder, '.gitignore');
  const text = await readText(uri).catch(() => '');
  const separator = text === '' || text.endsWith('\n') ? '' : '\n';
  await vscode.workspace.fs.writeFile(
    uri,
    new TextEncoder().encode(`${text}${separator}${name}\n`),
  );
}
