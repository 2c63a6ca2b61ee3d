import * as vscode from 'vscode';
import { cancelled } from '../../core/errors';
import { providers } from '../../providers';
import type { Services } from '../services';
import { treeViewId } from '../tree/explorer';
import { findAccountProject } from './accountProject';
import { askPick, back } from './multiStep';
import { pasteProject } from './pasteProject';
import { type ProjectDraft, saveDraft } from './projectDraft';
import { type FoundDraft, reviewDraft } from './reviewDraft';
import { askSteps } from './stepByStep';
import { verifyProject } from './verifyConnection';
import { findInWorkspace } from './workspaceProject';

/** A way to a draft; `back` returns to the list of ways. */
interface Way extends vscode.QuickPickItem {
  take?(services: Services): Promise<ProjectDraft | typeof back>;
}

/** Adds a project, whatever the person has at hand or a link has brought, and checks every hop to it. */
export async function addProject(services: Services, found?: FoundDraft): Promise<void> {
  const draft = await askDraft(services, found);
  const project = await saveDraft(services, draft);
  await vscode.commands.executeCommand(`${treeViewId}.focus`);
  await verifyProject(services, project);
}

async function askDraft(services: Services, found?: FoundDraft): Promise<ProjectDraft> {
  const brought = await reviewed(services, found);
  if (brought !== back) return brought;
  while (true) {
    const picked = await askPick(
      vscode.l10n.t('Paste what you have, or choose the system for one step after another'),
      waysOf(),
      { canGoBack: false },
    );
    if (picked === back) throw cancelled();
    const draft = await picked.take?.(services);
    if (draft && draft !== back) return draft;
  }
}

function waysOf(): readonly Way[] {
  return [
    {
      label: vscode.l10n.t('$(clippy) Paste what you have'),
      detail: vscode.l10n.t(
        'A URL, a key, a connection string, the text of a .env, what "supabase status" prints, a curl command …',
      ),
      take: async (services) => reviewed(services, await pasteProject(services)),
    },
    {
      label: vscode.l10n.t('$(search) Look into this workspace'),
      detail: vscode.l10n.t('.env files, supabase/config.toml and flux.json'),
      take: async (services) => reviewed(services, await findInWorkspace(services)),
    },
    {
      label: vscode.l10n.t('$(account) Choose from an account'),
      detail: vscode.l10n.t('Supabase or Flux, with a token of yours that is not kept'),
      take: async (services) => reviewed(services, await findAccountProject(services)),
    },
    { label: vscode.l10n.t('Step by step'), kind: vscode.QuickPickItemKind.Separator },
    ...providers.map((provider) => ({
      label: provider.label,
      detail: vscode.l10n.t(provider.description),
      take: (services: Services) => askSteps(services, { provider, credentials: {} }),
    })),
  ];
}

async function reviewed(services: Services, found: FoundDraft | undefined) {
  return found ? reviewDraft(services, found) : back;
}
