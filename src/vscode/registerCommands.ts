import * as vscode from 'vscode';
import type { Surfaces } from './commands';
import type { LoadOnDemand } from './onDemand';
import type { ConnectPanels } from './panels/connectPanels';
import { reporting } from './reporting';
import type { Services } from './services';

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
