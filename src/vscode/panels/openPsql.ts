import * as vscode from 'vscode';
import { libpqEnvironment } from '../../core/connectionStrings/environment';
import type { ConnectionParts } from '../../core/connectionStrings/parts';
import { Failure, message } from '../../core/errors';
import type { World } from '../services';

/** How long a shell may take to say that it is ready; those that never say it are sent the line then. */
const shellLimit = 3_000;

/** Starts psql in a terminal whose environment holds the connection: no argument does, so no list of processes. */
export async function openPsql(
  { isInstalled }: Pick<World, 'isInstalled'>,
  projectName: string,
  parts: ConnectionParts,
): Promise<void> {
  if (!(await isInstalled('psql'))) {
    throw new Failure(
      'badInput',
      message(
        'There is no psql in the PATH of the editor. Install the PostgreSQL client, and start the editor again.',
      ),
    );
  }
  const terminal = vscode.window.createTerminal({
    name: vscode.l10n.t('psql: {0}', projectName),
    iconPath: new vscode.ThemeIcon('database'),
    env: libpqEnvironment(parts),
    // The editor would otherwise write the environment down, to bring the terminal back after a restart.
    isTransient: true,
  });
  terminal.show();
  // What is sent to a shell that is still starting stands there twice.
  await shellReady(terminal);
  // In a shell, so that what psql says stays when it ends.
  terminal.sendText('psql');
}

async function shellReady(terminal: vscode.Terminal): Promise<void> {
  const { window } = vscode;
  const subscriptions: vscode.Disposable[] = [];
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, shellLimit);
    subscriptions.push(
      { dispose: () => clearTimeout(timer) },
      // Its folder is what a shell tells just before it asks for a line.
      window.onDidChangeTerminalShellIntegration((change) => {
        if (change.terminal === terminal && change.shellIntegration.cwd) resolve();
      }),
      window.onDidCloseTerminal((closed) => {
        if (closed === terminal) resolve();
      }),
    );
  });
  vscode.Disposable.from(...subscriptions).dispose();
}
