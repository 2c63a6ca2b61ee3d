import * as vscode from 'vscode';
import { defaultFluxDomain } from '../core/detect/address';
import type { World } from './services';

/** The base domain of Flux projects whose address is made: of the person's own settings, else of the environment. */
export function fluxDomain(world: Pick<World, 'variable'>): string {
  const said = vscode.workspace.getConfiguration('powabase').inspect<string>('flux.baseDomain');
  const domain = said?.globalValue || world.variable('FLUX_DOMAIN') || defaultFluxDomain;
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/i.test(domain) ? domain : defaultFluxDomain;
}
