import * as vscode from 'vscode';
import type { Draft } from '../../core/detectProject';
import { plainProjectName } from '../../core/projectName';
import { warningOfKey } from '../askForValue';
import { fluxDomain } from '../fluxDomain';
import type { Services } from '../services';
import { showInputBox, showQuickPick } from '../window';
import { translate } from '../words';
import { findAccountProject } from './accountProject';
import { foundDraft, systemOf } from './foundDraft';
import type { FoundDraft } from './reviewDraft';

/**
 * Asks for anything that tells of projects, and of several for those to add; the token of an account leads to its
 * projects. None when the person leaves.
 */
export async function pasteProjects(services: Services): Promise<readonly FoundDraft[]> {
  const { world } = services;
  const text = await showInputBox({
    title: vscode.l10n.t('Paste What You Have'),
    prompt: vscode.l10n.t(
      'A URL, a key, a connection string, the text of a .env or of "supabase status", flux.json, a curl command. Nothing leaves this machine.',
    ),
    password: true,
    ignoreFocusOut: true,
    async validateInput(pasted) {
      if (pasted.trim() === '') return undefined;
      const detection = await world.detectProject(pasted, fluxDomain(world));
      if (detection.kind === 'draft') {
        const values = Object.values(detection.draft.credentials);
        return values.flatMap((value = '') => warningOfKey(value) ?? [])[0];
      }
      const message = translate(detection.sentence);
      const severities = vscode.InputBoxValidationSeverity;
      return { message, severity: detection.token ? severities.Info : severities.Error };
    },
  });
  if (!text?.trim()) return [];
  const detection = await world.detectProject(text, fluxDomain(world));
  if (detection.kind === 'nothing') {
    const found = detection.token && (await findAccountProject(services, detection.token));
    return found ? [found] : [];
  }
  const { draft, others } = detection;
  const chosen = others.length === 0 ? [draft] : await choose([draft, ...others]);
  return chosen.map((found) => foundDraft(found));
}

async function choose(drafts: readonly Draft[]): Promise<readonly Draft[]> {
  const picked = await showQuickPick(
    drafts.map((draft) => ({
      label: plainProjectName(draft.name ?? draft.url ?? ''),
      description: systemOf(draft),
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
