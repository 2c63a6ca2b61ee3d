import * as vscode from 'vscode';
import { saysTls } from '../../core/databaseTls';
import { cancelled } from '../../core/errors';
import type { Project, ProjectTls } from '../../core/model';
import type { Projects } from '../projects';
import type { Services } from '../services';
import type { Refusal } from '../tlsQuestion';
import { showQuickPick, showWarningMessage } from '../window';
import { translate } from '../words';
import { pickProject } from './pickProject';

interface Choice extends vscode.QuickPickItem {
  /** Undefined goes back to what holds where nobody has chosen. */
  choose(): Promise<ProjectTls | undefined>;
}

/** Asks what the project's connections do about TLS, where its Database URL does not say so itself. */
export async function setTls(services: Services, argument: unknown): Promise<void> {
  await setTlsOf(services, await pickProject(services, argument));
}

export async function setTlsOf(services: Services, project: Project): Promise<void> {
  const picked = await showQuickPick(choicesFor(services.projects, project), {
    title: vscode.l10n.t('TLS of "{0}"', project.name),
    placeHolder: vscode.l10n.t('Holds where the Database URL has no sslmode of its own'),
    matchOnDetail: true,
  });
  if (!picked) throw cancelled();
  await save(services.projects, project, await picked.choose());
}

function choicesFor(projects: Projects, project: Project): readonly Choice[] {
  const { mode, caFile } = project.tls ?? {};
  const chosen = (isChosen: boolean) => (isChosen ? vscode.l10n.t('chosen') : '');
  return [
    {
      label: vscode.l10n.t('Verify the certificate'),
      description: chosen(mode === undefined),
      detail: vscode.l10n.t(
        'With the authorities that this machine trusts. A database on this machine itself needs no TLS.',
      ),
      choose: async () => undefined,
    },
    {
      label: vscode.l10n.t('Verify with a CA file…'),
      description: mode === 'verify-full' ? (caFile ?? chosen(true)) : '',
      detail: vscode.l10n.t('Trusted for the database, and beside the others for requests.'),
      choose: async () => ({ mode: 'verify-full', caFile: await pickCaFile(projects, project) }),
    },
    {
      label: vscode.l10n.t('Encrypt without verification'),
      description: chosen(mode === 'require'),
      detail: vscode.l10n.t('Nobody can listen, but whoever stands in between can pretend.'),
      choose: async () => ({ mode: 'require' }),
    },
    {
      label: vscode.l10n.t('TLS where the server has it'),
      description: chosen(mode === 'prefer'),
      detail: vscode.l10n.t('As libpq does by itself: without it, everything goes in the clear.'),
      choose: async () => ({ mode: 'prefer' }),
    },
    {
      label: vscode.l10n.t('Without TLS'),
      description: chosen(mode === 'disable'),
      detail: vscode.l10n.t('The password is still not sent as it is, but every row can be read.'),
      choose: async () => ({ mode: 'disable' }),
    },
  ];
}

/** Asks what to do about a refused certificate, or a server without TLS; nothing where the URL decides. */
export async function askTls(
  projects: Projects,
  project: Project,
  databaseUrl: string,
  { reason, sentence }: Refusal,
): Promise<void> {
  if (saysTls(databaseUrl)) return;
  const chooseFile = vscode.l10n.t('Choose CA File…');
  const encrypt = vscode.l10n.t('Encrypt without Verification');
  const inTheClear = vscode.l10n.t('Connect without TLS');
  const kept = vscode.l10n.t(
    'Nothing was sent to it. Your choice is kept for this project, and Powabase: Set TLS changes it.',
  );
  const answer = await showWarningMessage(
    reason === 'noTls'
      ? vscode.l10n.t('Connect to the database of "{0}" without TLS?', project.name)
      : vscode.l10n.t('Trust the database of "{0}"?', project.name),
    { modal: true, detail: `${translate(sentence)} ${kept}` },
    ...(reason === 'noTls' ? [inTheClear] : [chooseFile, encrypt]),
  );
  switch (answer) {
    case chooseFile: {
      const caFile = await pickCaFile(projects, project).catch(() => undefined);
      if (caFile !== undefined) await save(projects, project, { mode: 'verify-full', caFile });
      return;
    }
    case encrypt:
      await save(projects, project, { mode: 'require' });
      return;
    case inTheClear:
      await save(projects, project, { mode: 'disable' });
  }
}

async function save(projects: Projects, project: Project, tls: ProjectTls | undefined) {
  const { tls: _, ...rest } = project;
  await projects.save(tls === undefined ? rest : { ...rest, tls });
}

/** A file of the workspace is named from its folder, so that the settings hold on another machine. */
async function pickCaFile(projects: Projects, project: Project): Promise<string> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Certificate authorities for "{0}"', project.name),
      openLabel: vscode.l10n.t('Trust'),
      filters: {
        [vscode.l10n.t('Certificates')]: ['pem', 'crt', 'cer'],
        [vscode.l10n.t('All Files')]: ['*'],
      },
    })) ?? [];
  if (!file) throw cancelled();
  const folder = project.place === 'workspace' ? projects.folderOf(project) : undefined;
  const start = folder && `${folder.uri.path.replace(/\/$/, '')}/`;
  return start && file.path.startsWith(start) ? file.path.slice(start.length) : file.fsPath;
}
