import * as vscode from 'vscode';
import { kindOf } from '../../core/credentialIds';
import { cancelled } from '../../core/errors';
import type { Project } from '../../core/model';
import type { Snippet } from '../../core/snippets/snippet';
import { isPublic } from '../../core/snippets/values';
import { labelOf, providerOf } from '../../providers';
import { showWarningMessage } from '../window';
import { type Choice, mayShip } from './choices';

/** Asks before a secret is written down, and before code that needs one goes where a browser reads it. Throws `cancelled`. */
export async function confirmSecret(
  snippet: Snippet,
  project: Project,
  choice: Choice,
  client: boolean,
): Promise<void> {
  const secrets = choice.written.filter((id) => !isPublic(kindOf(id)));
  const labels = secrets.map((id) => labelOf(providerOf(project.provider), id, vscode.l10n.t));
  const inClient = vscode.l10n.t(
    'This file looks like code that runs in a browser or an app, where everybody can read it.',
  );
  if (choice.source === 'written' && labels.length > 0) {
    await confirm(
      vscode.l10n.t('Write this into the file: {0}?', labels.join(', ')),
      client
        ? inClient
        : vscode.l10n.t('Whoever can read the file or its history can then use it.'),
      vscode.l10n.t('Write the Secret'),
    );
    return;
  }
  const needsServer = snippet.side === 'server' || !mayShip(choice.way);
  if (client && needsServer && snippet.group !== 'environment') {
    await confirm(
      vscode.l10n.t('Insert code for a server here?'),
      `${inClient} ${vscode.l10n.t('The code needs a secret, which belongs on a server.')}`,
      vscode.l10n.t('Insert Anyway'),
    );
  }
}

async function confirm(question: string, detail: string, yes: string): Promise<void> {
  const answer = await showWarningMessage(question, { modal: true, detail }, yes);
  if (answer !== yes) throw cancelled();
}
