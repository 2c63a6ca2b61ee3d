import * as vscode from 'vscode';
import { type DeepLink, readDeepLink } from '../core/deepLink';
import { Failure, message } from '../core/errors';
import { addProject } from './commands/addProject';
import { foundDraft } from './commands/foundDraft';
import { openConnect } from './commands/openConnect';
import { findByName } from './editor/attachments';
import { fluxDomain } from './fluxDomain';
import type { ConnectPanels } from './panels/connectPanels';
import type { Services } from './services';
import { showWarningMessage } from './window';

type FluxLink = Extract<DeepLink, { kind: 'addFlux' }>;

/** Follows a link from outside: always confirmed, no secret accepted, nothing run. */
export async function followLink(
  services: Services,
  panels: ConnectPanels,
  { path, query }: vscode.Uri,
): Promise<void> {
  const link = readDeepLink(path, query);
  switch (link.kind) {
    case 'refused':
      throw new Failure('badInput', link.sentence);
    case 'connect': {
      const { project: name, tab } = link;
      const project = name === undefined ? undefined : findByName(services.projects.list(), name);
      if (name !== undefined && !project) {
        throw new Failure(
          'badInput',
          message('A link asks for the project "{0}", and there is none of that name.', name),
        );
      }
      const question = project
        ? vscode.l10n.t('A link asks to open the Connect panel of "{0}".', project.name)
        : vscode.l10n.t('A link asks to open the Connect panel.');
      if (!(await confirmed(question, vscode.l10n.t('Open')))) return;
      if (project) await panels.show(project, tab);
      else await openConnect(services, panels, undefined, tab);
      return;
    }
    case 'addFlux': {
      const question = vscode.l10n.t('A link asks to add the Flux project "{0}".', link.slug);
      if (!(await confirmed(question, vscode.l10n.t('Add Project')))) return;
      await addProject(services, await fluxDraft(services, link));
    }
  }
}

/** What the address of Flux's own page with that slug and hash would be recognised as. */
async function fluxDraft({ world }: Services, { slug, hash }: FluxLink) {
  const page = `https://flux.${fluxDomain(world)}/docs?slug=${slug}&hash=${hash}`;
  const detection = await world.detectProject(page);
  return detection.kind === 'draft' ? foundDraft(detection.draft) : undefined;
}

async function confirmed(question: string, yes: string): Promise<boolean> {
  const detail = vscode.l10n.t('Say yes only if you followed the link yourself.');
  return (await showWarningMessage(question, { modal: true, detail }, yes)) === yes;
}
