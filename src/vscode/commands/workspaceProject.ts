import * as vscode from 'vscode';
import type { Draft } from '../../core/detectProject';
import { Failure, message } from '../../core/errors';
import { plainProjectName } from '../../core/projectName';
import { fluxDomain } from '../fluxDomain';
import type { Services } from '../services';
import { requireTrust } from '../trust';
import { showQuickPick } from '../window';
import { foundDraft, systemOf } from './foundDraft';
import type { FoundDraft } from './reviewDraft';

const pattern = '{**/.env,**/.env.*,**/supabase/config.toml,**/flux.json}';
const ignored = '**/{node_modules,.git,dist,out}/**';
const mostFiles = 50;

interface Found {
  readonly file: string;
  readonly draft: Draft;
}

/** What the files of the workspace tell of projects; the person picks one. Undefined when they leave the list. */
export async function findInWorkspace({ world }: Services): Promise<FoundDraft | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Failure('badInput', message('Open a folder first.'));
  requireTrust();
  const within = new vscode.RelativePattern(folder, pattern);
  const files = await vscode.workspace.findFiles(within, ignored, mostFiles);
  const found: Found[] = [];
  for (const uri of files) {
    // A link that came with a repository may lead to the secrets of another one.
    if (uri.scheme === 'file' && !(await world.liesWithin(folder.uri.fsPath, uri.fsPath))) continue;
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    const detection = await world.detectProject(text, fluxDomain(world));
    if (detection.kind === 'nothing') continue;
    const file = vscode.workspace.asRelativePath(uri, false);
    for (const draft of [detection.draft, ...detection.others]) found.push({ file, draft });
  }
  if (found.length === 0) {
    throw new Failure(
      'badInput',
      message('No .env file, supabase/config.toml or flux.json of this folder tells of a project.'),
    );
  }
  const picked = await showQuickPick(
    found.map(({ file, draft }) => ({
      label: plainProjectName(draft.name ?? draft.url ?? file),
      description: systemOf(draft),
      detail: plainProjectName(file),
      found: { file, draft },
    })),
    { title: vscode.l10n.t('Projects That Files Tell Of'), ignoreFocusOut: true },
  );
  if (!picked) return undefined;
  const { file, draft } = picked.found;
  const isDotenv = /(?:^|\/)\.env[^/]*$/.test(file);
  return foundDraft(draft, isDotenv ? file : undefined);
}
