import * as vscode from 'vscode';
import { cancelled, Failure, message } from '../../core/errors';
import type { Project } from '../../core/model';
import type { Services } from '../services';
import { nodeIn } from '../tree/argument';
import { projectOf } from '../tree/explorer';
import { describeProject, hasNamesake } from '../tree/nodes';
import { showQuickPick } from '../window';

/** The project of the node, the only one there is, or the one that the person picks. */
export async function pickProject(services: Services, argument: unknown): Promise<Project> {
  const node = nodeIn(argument);
  const fromNode = node && projectOf(node);
  if (fromNode) return fromNode;
  const all = services.projects.list();
  const [first] = all;
  if (!first) {
    throw new Failure('noProject', message('There is no project yet.'), {
      hint: message('Add one with Powabase: Add Project.'),
    });
  }
  if (all.length === 1) return first;
  const picked = await showQuickPick(
    all.map((project) => ({
      label: project.name,
      description: describeProject(project, hasNamesake(project, all)),
      ...(project.url === undefined ? {} : { detail: project.url }),
      project,
    })),
    { title: vscode.l10n.t('Project'), matchOnDescription: true, matchOnDetail: true },
  );
  if (!picked) throw cancelled();
  return picked.project;
}

/** The project that the document is attached to; where there is none, the person picks one and it is remembered. */
export async function projectForDocument(
  services: Services,
  document: vscode.TextDocument,
): Promise<Project> {
  const { attachments } = services;
  const attached = attachments.projectOf(document);
  if (attached) return attached;
  const named = attachments.namedIn(document);
  if (named !== undefined) {
    throw new Failure(
      'badInput',
      message(
        'This document asks for the project "{0}", and there is none of that name. Change its @project line, or add the project.',
        named,
      ),
    );
  }
  const project = await pickProject(services, undefined);
  await attachments.attach(document, project);
  return project;
}
