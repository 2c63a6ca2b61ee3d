import * as vscode from 'vscode';
import { asFailure } from '../core/errors';
import type { Surfaces } from './commands';
import type { LoadOnDemand } from './onDemand';
import type { ConnectPanels } from './panels/connectPanels';
import type { Services } from './services';
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
    await vscode.window.showErrorMessage(explain(failure));
  }
}
