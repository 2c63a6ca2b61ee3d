import * as vscode from 'vscode';
import { asFailure, type Failure } from '../core/errors';
import type { Surfaces } from './commands';
import type { LoadOnDemand } from './onDemand';
import type { ConnectPanels } from './panels/connectPanels';
import type { Services } from './services';
import { manageTrust } from './trust';
import { explain } from './words';

/** Registers the commands that `package.json` contributes; what they do is loaded with the first that runs. */
export function registerCommands(
  ids: readonly string[],
  services: Services,
  surfaces: Surfaces,
  load: LoadOnDemand,
): vscode.Disposable {
  return vscode.Disposable.from(
    ...ids.map((id) =>
      vscode.commands.registerCommand(id, (argument: unknown) =>
        reporting(services, id, async () => {
          const { commands } = await load();
          await commands[id]?.(services, surfaces)(argument);
        }),
      ),
    ),
  );
}

/** Links from outside; what they do is loaded with the first that is followed. */
export function registerLinks(
  services: Services,
  panels: ConnectPanels,
  load: LoadOnDemand,
): vscode.Disposable {
  return vscode.window.registerUriHandler({
    handleUri: (uri) =>
      reporting(services, 'link', async () => (await load()).followLink(services, panels, uri)),
  });
}

/** One sentence for the person, one redacted line for the log; what the person ended needs neither. */
async function reporting(
  { log }: Services,
  doing: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const failure = asFailure(error);
    if (failure.reason === 'cancelled') return;
    log.failure(doing, failure);
    await show(failure);
  }
}

async function show(failure: Failure): Promise<void> {
  const trust = vscode.l10n.t('Manage Workspace Trust');
  const actions = failure.reason === 'restricted' ? [trust] : [];
  const answer = await vscode.window.showErrorMessage(explain(failure), ...actions);
  if (answer === trust) await vscode.commands.executeCommand(manageTrust);
}
