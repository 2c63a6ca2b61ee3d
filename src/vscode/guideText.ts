import * as vscode from 'vscode';
import type { Route } from '../core/routes';
import { providers } from '../providers';
import { guideOf } from '../providers/guides';

/** The page of a system by its path, `/powabase.md`; empty where there is none. */
export function guideText(path: string): string {
  const provider = providers.find(({ id }) => path === `/${id}.md`);
  if (!provider) return '';
  const { keys, way, routes, links } = guideOf(provider.id);
  const { t } = vscode.l10n;
  return [
    `# ${provider.label}`,
    `## ${t('What a key says')}`,
    ...keys.map((paragraph) => t(paragraph)),
    `## ${t('The way of a request')}`,
    way.map((station, at) => `${at + 1}. ${t(station)}`).join('\n'),
    `## ${t('Which service answers')}`,
    tableOf(routes),
    `## ${t('Documents')}`,
    [...provider.links, ...links].map(({ label, url }) => `- [${t(label)}](${url})`).join('\n'),
    '',
  ].join('\n\n');
}

function tableOf(routes: readonly Route[]): string {
  const { t } = vscode.l10n;
  const rows = [
    [t('Path'), t('Service'), t('Through'), t('Key'), t('Headers'), t('Errors')],
    ['---', '---', '---', '---', '---', '---'],
    ...routes.map(({ path, service, gateway, key, headers, errors }) => [
      `\`${path}\``,
      t(service),
      t(gateway),
      t(key),
      headers.map((name) => t(name)).join(', ') || '–',
      `\`${errors}\``,
    ]),
  ];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
