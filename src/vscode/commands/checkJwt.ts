import * as vscode from 'vscode';
import { cancelled } from '../../core/errors';
import { readJwt } from '../../core/jwt';
import type { Project } from '../../core/model';
import type { Services } from '../services';

/** Shows what a JWT says, and whether the project's secret signed it. Nothing leaves the machine. */
export async function checkJwt(services: Services): Promise<void> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Check a JWT'),
    prompt: vscode.l10n.t('Nothing leaves this machine.'),
    placeHolder: 'eyJ…',
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) =>
      readJwt(value) === undefined
        ? vscode.l10n.t(
            'This is no JWT: it has three parts with dots between. Copy it again, whole.',
          )
        : undefined,
  });
  const jwt = text === undefined ? undefined : readJwt(text);
  if (text === undefined || jwt === undefined) throw cancelled();
  const items = [
    ...(await signatureItems(services, text.trim())),
    ...timeItems(jwt.claims),
    ...Object.entries(jwt.claims).map(([name, value]) => ({
      label: name,
      description: typeof value === 'string' ? value : JSON.stringify(value),
    })),
    { label: 'alg', description: jwt.algorithm },
  ];
  await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('What the JWT says'),
    placeHolder: vscode.l10n.t('A signature is checked with the secrets of your projects'),
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
}

async function signatureItems(
  { projects, credentials, world }: Services,
  jwt: string,
): Promise<readonly vscode.QuickPickItem[]> {
  const withSecret = projects.list().filter((project) => project.credentials.jwtSecret);
  const signedBy: Project[] = [];
  for (const project of withSecret) {
    const secret = await credentials.read(project, 'jwtSecret').catch(() => undefined);
    if (secret !== undefined && (await world.isSignedBy(jwt, secret))) signedBy.push(project);
  }
  if (signedBy.length > 0) {
    return signedBy.map(({ name }) => ({
      label: vscode.l10n.t('$(verified) Signed with the secret of "{0}"', name),
    }));
  }
  return [
    {
      label:
        withSecret.length === 0
          ? vscode.l10n.t('$(question) No project has a JWT secret to check it with')
          : vscode.l10n.t('$(unverified) No project of yours signed it'),
    },
  ];
}

function timeItems(claims: Readonly<Record<string, unknown>>): readonly vscode.QuickPickItem[] {
  const { exp } = claims;
  if (typeof exp !== 'number') return [{ label: vscode.l10n.t('$(watch) It does not expire') }];
  const minutes = Math.round((exp * 1_000 - Date.now()) / 60_000);
  const moment = new Date(exp * 1_000).toISOString();
  return [
    minutes < 0
      ? { label: vscode.l10n.t('$(error) It expired at {0}', moment) }
      : {
          label: vscode.l10n.t('$(watch) It expires at {0}', moment),
          description: vscode.l10n.t('in {0} min', String(minutes)),
        },
  ];
}
