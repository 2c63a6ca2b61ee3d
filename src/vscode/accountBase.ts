import * as vscode from 'vscode';
import type { AccountFacts } from '../core/accounts/account';
import type { World } from './services';

/** From the machine's settings or environment: a workspace must not choose where a token goes. */
export function accountBase({ id, baseUrl }: AccountFacts, world: Pick<World, 'variable'>): string {
  const setting = vscode.workspace
    .getConfiguration('powabase')
    .inspect<string>(`${id}.apiUrl`)?.globalValue;
  const variable = id === 'flux' ? world.variable('FLUX_API_BASE') : undefined;
  return setting || variable || baseUrl;
}
