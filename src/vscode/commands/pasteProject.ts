import * as vscode from 'vscode';
import type { Draft } from '../../core/detectProject';
import { providerOf } from '../../providers';
import type { Services } from '../services';
import { translate } from '../words';
import { foundDraft } from './foundDraft';
import type { FoundDraft } from './reviewDraft';

/** Asks for anything that tells of projects, and of several for those to add; none when the person leaves. */
export async function pasteProjects({ world }: Services): Promise<readonly FoundDraft[]> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Paste What You Have'),
    prompt: vscode.l10n.t(
      'A URL, a key, a connection string, the text of a .env or of "supabase status", flux.json, a curl command. Nothing leaves this machine.',
    ),
    password: true,
    ignoreFocusOut: true,
    async validateInput(pasted) {
      if (pasted.trim() === '') return undefined;
      const detection = await world.detectProject(pasted);
      return detection.kind === 'nothing' ? translate(detection.sentence) : undefined;
    },
  });
  if (!text?.trim()) return [];
  const detection = await world.detectProject(text);
  if (detection.kind === 'nothing') return [];
  const { draft, others } = detection;
  const chosen = others.length === 0 ? [draft] : await choose([draft, ...others]);
  return chosen.map((found) => foundDraft(found));
}

async function choose(drafts: readonly Draft[]): Promise<readonly Draft[]> {
  const picked = await vscode.window.showQuickPick(
    drafts.map((draft) => ({
      label: draft.name ?? draft.url ?? '',
      description: draft.provider === undefined ? '' : providerOf(draft.provider).label,
      ...(draft.name === undefined || draft.url === undefined ? {} : { detail: draft.url }),
      picked: true,
      draft,
    })),
    {
      title: vscode.l10n.t('{0} Projects in This Text', String(drafts.length)),
      placeHolder: vscode.l10n.t('Choose those to add, one after the other'),
      canPickMany: true,
      ignoreFocusOut: true,
    },
  );
  return picked?.map(({ draft }) => draft) ?? [];
}
