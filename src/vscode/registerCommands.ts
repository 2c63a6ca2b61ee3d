import * as vscode from 'vscode';
import { asFailure } from '../core/errors';
import type { Surfaces } from './commands';
import type { LoadOnDemand } from './onDemand';
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
      vscode.commands.registerCommand(id, async (argument: unknown) => {
        try {
          const { commands } = await load();
          await commands[id]?.(services, surfaces)(argument);
        } catch (error) {
          await report(services, id, error);
        }
      }),
    ),
  );
}

/** One sentence for the person, one redacted line for the log; what the person ended needs neither. */
async function report({ log }: Services, id: string, error: unknown) {
  const failure = asFailure(error);
  if (failure.reason === 'cancelled') return;
  log.failure(id, failure);
  await vscode.window.showErrorMessage(explain(failure));
}
