import * as vscode from 'vscode';
import { idsIn, kindOf } from '../../core/credentialIds';
import { cancelled } from '../../core/errors';
import { tasksFor } from '../../core/snippets/tasks';
import { providerOf } from '../../providers';
import { snippetFactsOf } from '../../providers/snippetFacts';
import type { Services } from '../services';
import { insertFor } from '../snippets/insertFor';
import { safetyWords } from '../snippets/pickChoice';
import { showQuickPick } from '../window';
import { snippetProject } from './insertSnippet';

/** Asks what the person wants to do, says which key it takes, and goes on to the code that does it. */
export async function whichKey(services: Services, argument: unknown): Promise<void> {
  const project = await snippetProject(services, argument);
  const provider = providerOf(project.provider);
  const known = idsIn(project.credentials).map(kindOf);
  const tasks = tasksFor(
    provider.credentials.map(({ kind }) => kind),
    known,
    snippetFactsOf(project.provider).features,
  );
  const items = tasks.map((task) => {
    return {
      label: vscode.l10n.t(task.label),
      description: safetyWords(provider, task.credential),
      detail: vscode.l10n.t(task.detail),
      task,
    };
  });
  const picked = await showQuickPick(items, {
    title: vscode.l10n.t('Which Key Do I Need? {0}', project.name),
    placeHolder: vscode.l10n.t('What do you want to do?'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!picked) throw cancelled();
  const { snippets, credential } = picked.task;
  await insertFor(services, project, undefined, { snippets, credential });
}
