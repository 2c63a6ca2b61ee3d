import * as vscode from 'vscode';
import { asFailure, cancelled } from '../../core/errors';
import { providers } from '../../providers';
import { reportFailure } from '../reporting';
import type { Services } from '../services';
import { treeViewId } from '../tree/explorer';
import { findAccountProject } from './accountProject';
import { askPick, back } from './multiStep';
import { pasteProjects } from './pasteProject';
import { type ProjectDraft, saveDraft } from './projectDraft';
import { type FoundDraft, reviewDraft } from './reviewDraft';
import { askSteps } from './stepByStep';
import { verifyProject } from './verifyConnection';
import { findInWorkspace } from './workspaceProject';

/** A draft that was reviewed, and those to review after it. */
interface Taken {
  readonly draft: ProjectDraft;
  readonly others: readonly FoundDraft[];
}

/** A way to a draft; `back` returns to the list of ways. */
interface Way extends vscode.QuickPickItem {
  take?(services: Services): Promise<Taken | typeof back>;
}

/** Adds a project, whatever the person has at hand or a link has brought, and checks every hop to it. */
export async function addProject(services: Services, found?: FoundDraft): Promise<void> {
  const { draft, others } = await askDraft(services, found);
  await saveAndVerify(services, draft);
  for (const other of others) {
    const next = await reviewDraft(services, other);
    if (next !== back) await saveAndVerify(services, next);
  }
}

async function saveAndVerify(services: Services, draft: ProjectDraft): Promise<void> {
  const project = await saveDraft(services, draft);
  await vscode.commands.executeCommand(`${treeViewId}.focus`);
  await verifyProject(services, project);
}

async function askDraft(services: Services, found?: FoundDraft): Promise<Taken> {
  const brought = await reviewed(services, listOf(found));
  if (brought !== back) return brought;
  while (true) {
    const picked = await askPick(
      vscode.l10n.t('Paste what you have, or choose the system for one step after another'),
      waysOf(),
      { canGoBack: false },
    );
    if (picked === back) throw cancelled();
    const taken = await takenBy(services, picked);
    if (taken !== back) return taken;
  }
}

/** A way that fails is said, and leads back to the list of ways. */
async function takenBy(services: Services, { take }: Way): Promise<Taken | typeof back> {
  try {
    return (await take?.(services)) ?? back;
  } catch (error) {
    if (asFailure(error).reason === 'cancelled') throw error;
    void reportFailure(services, 'add', error);
    return back;
  }
}

function waysOf(): readonly Way[] {
  return [
    {
      label: vscode.l10n.t('$(clippy) Paste what you have'),
      detail: vscode.l10n.t(
        'A URL, key, connection string, .env, "supabase status", curl command …',
      ),
      take: async (services) => reviewed(services, await pasteProjects(services)),
    },
    {
      label: vscode.l10n.t('$(search) Look into this workspace'),
      detail: vscode.l10n.t('.env files, supabase/config.toml and flux.json'),
      take: async (services) => reviewed(services, listOf(await findInWorkspace(services))),
    },
    {
      label: vscode.l10n.t('$(account) Choose from an account'),
      detail: vscode.l10n.t('Supabase or Flux, with a token of yours'),
      take: async (services) => reviewed(services, listOf(await findAccountProject(services))),
    },
    { label: vscode.l10n.t('Step by step'), kind: vscode.QuickPickItemKind.Separator },
    ...providers.map((provider) => ({
      label: provider.label,
      detail: vscode.l10n.t(provider.description),
      take: async (services: Services) =>
        alone(await askSteps(services, { provider, credentials: {} })),
    })),
  ];
}

async function reviewed(
  services: Services,
  [found, ...others]: readonly FoundDraft[],
): Promise<Taken | typeof back> {
  const draft = found ? await reviewDraft(services, found) : back;
  return draft === back ? back : { draft, others };
}

function alone(draft: ProjectDraft | typeof back): Taken | typeof back {
  return draft === back ? back : { draft, others: [] };
}

function listOf<Value>(value: Value | undefined): readonly Value[] {
  return value === undefined ? [] : [value];
}
