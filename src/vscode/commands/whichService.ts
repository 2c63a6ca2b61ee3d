import * as vscode from 'vscode';
import type { Project } from '../../core/model';
import { pathIn, type Route, routeOf } from '../../core/routes';
import { providerOf } from '../../providers';
import { guideOf } from '../../providers/guides';
import { openGuide } from '../guidePages';
import type { Services } from '../services';
import { pickProject } from './pickProject';

/** Says of a path or an address which service answers there, what it wants, and how it refuses. */
export async function whichService(services: Services, argument: unknown): Promise<void> {
  const project = await pickProject(services, argument);
  const { routes } = guideOf(project.provider);
  const list = vscode.window.createQuickPick();
  list.title = vscode.l10n.t('Which service of "{0}" answers?', project.name);
  list.placeholder = vscode.l10n.t(
    'Type a path or an address of the project, such as {0}',
    examplePath(project),
  );
  const show = () => {
    list.items = itemsFor(project, routes, list.value);
  };
  show();
  list.onDidChangeValue(show);
  const accepted = new Promise<boolean>((resolve) => {
    list.onDidAccept(() => resolve(true));
    list.onDidHide(() => resolve(false));
  });
  list.show();
  const opens = await accepted;
  list.dispose();
  if (opens) await openGuide(project.provider);
}

/** The one that answers, else all of them. They are shown whatever was typed: the list is no filter. */
function itemsFor(
  project: Project,
  routes: readonly Route[],
  typed: string,
): readonly vscode.QuickPickItem[] {
  const path = pathIn(typed);
  const other = path !== undefined && isElsewhere(project, typed);
  const route = path === undefined ? undefined : routeOf(routes, path);
  return [
    ...(other
      ? [
          {
            label: vscode.l10n.t('$(warning) This address is not of "{0}"', project.name),
            detail: vscode.l10n.t(
              'What follows holds for the same path at {0}.',
              project.url ?? '',
            ),
            alwaysShow: true,
          },
        ]
      : []),
    ...(route ? linesOf(route) : routes.map(lineOf)),
  ];
}

function isElsewhere({ url }: Project, typed: string): boolean {
  const address = typed
    .trim()
    .replace(/^[A-Z]+\s+/, '')
    .replace(/^ws/i, 'http');
  return (
    url !== undefined &&
    URL.canParse(address) &&
    /^https?:/i.test(address) &&
    new URL(address).origin !== new URL(url).origin
  );
}

const { t } = vscode.l10n;

function headersOf({ headers }: Route): string {
  return headers.length === 0 ? t('none') : headers.map((name) => t(name)).join(', ');
}

/** One line for a route among others. */
function lineOf(route: Route): vscode.QuickPickItem {
  return {
    label: `$(server) ${t(route.service)}`,
    description: route.path,
    detail: t('Key: {0}', t(route.key)),
    alwaysShow: true,
  };
}

/** All that there is to say of the route that answers. */
function linesOf(route: Route): readonly vscode.QuickPickItem[] {
  return [
    [`$(server) ${t(route.service)}`, route.path],
    [`$(arrow-right) ${t('Through')}`, t(route.gateway)],
    [`$(key) ${t('Key')}`, t(route.key)],
    [`$(list-unordered) ${t('Headers')}`, headersOf(route)],
    [`$(error) ${t('Errors')}`, route.errors],
  ].map(([label = '', detail = '']) => ({ label, detail, alwaysShow: true }));
}

function examplePath({ provider, url }: Project): string {
  const base = providerOf(provider).restBase(url ?? 'http://project');
  return `${new URL(base).pathname.replace(/\/$/, '')}/orders`;
}
