import * as vscode from 'vscode';
import type { Services } from '../services';
import { translate } from '../words';
import { foundDraft } from './foundDraft';
import type { FoundDraft } from './reviewDraft';

/** Asks for anything that tells of a project; undefined when the person leaves the box. */
export async function pasteProject({ world }: Services): Promise<FoundDraft | undefined> {
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
  if (!text?.trim()) return undefined;
  const detection = await world.detectProject(text);
  return detection.kind === 'draft' ? foundDraft(detection.draft) : undefined;
}
