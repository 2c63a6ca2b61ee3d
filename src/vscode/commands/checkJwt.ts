import * as vscode from 'vscode';
import { timeLeft } from '../../core/countdown';
import { cancelled } from '../../core/errors';
import { type Jwt, readJwt } from '../../core/jwt';
import type { Project } from '../../core/model';
import { withoutIcons } from '../../core/plainText';
import type { Services } from '../services';
import { plainItem, showInputBox } from '../window';
import { translate } from '../words';

/** Shows what a JWT says, and whether the project's secret signed it. Nothing leaves the machine. */
export async function checkJwt(services: Services): Promise<void> {
  const text = await showInputBox({
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
  await showCounting(jwt, await signatureItems(services, text.trim()));
}

/** The list stands until it is left; what is left of the token's time counts down in it. */
async function showCounting(
  { claims, algorithm }: Jwt,
  signatures: readonly vscode.QuickPickItem[],
): Promise<void> {
  const list = vscode.window.createQuickPick();
  list.title = vscode.l10n.t('What the JWT says');
  list.placeholder = vscode.l10n.t('A signature is checked with the secrets of your projects');
  list.ignoreFocusOut = true;
  list.matchOnDescription = true;
  const said = Object.entries(claims).map(([name, value]) => ({
    label: withoutIcons(name),
    description: withoutIcons(typeof value === 'string' ? value : JSON.stringify(value)),
  }));
  const show = () => {
    const active = list.items.indexOf(list.activeItems[0] ?? { label: '' });
    list.items = [
      ...signatures,
      ...timeItems(claims),
      ...said.map(plainItem),
      { label: 'alg', description: algorithm },
    ];
    list.activeItems = list.items.slice(Math.max(active, 0), Math.max(active, 0) + 1);
  };
  list.keepScrollPosition = true;
  show();
  const timer = typeof claims.exp === 'number' ? setInterval(show, 1_000) : undefined;
  list.show();
  await new Promise<void>((resolve) => {
    list.onDidHide(() => resolve());
    list.onDidAccept(() => list.hide());
  });
  clearInterval(timer);
  list.dispose();
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
  const { exp, nbf } = claims;
  if (typeof nbf === 'number' && nbf * 1_000 > Date.now()) {
    const from = new Date(nbf * 1_000).toISOString();
    return [{ label: vscode.l10n.t('$(error) It is not valid before {0}', from) }];
  }
  if (typeof exp !== 'number') return [{ label: vscode.l10n.t('$(watch) It does not expire') }];
  const moment = new Date(exp * 1_000).toISOString();
  const left = translate(timeLeft(exp, Date.now() / 1_000));
  return [
    exp * 1_000 < Date.now()
      ? { label: vscode.l10n.t('$(error) It expired at {0}', moment), description: left }
      : { label: vscode.l10n.t('$(watch) It expires at {0}', moment), description: left },
  ];
}
