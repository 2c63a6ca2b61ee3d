import type { ConnectTab } from '../../core/showConnect';
import type { ConnectPanels } from '../panels/connectPanels';
import type { Services } from '../services';
import { pickProject } from './pickProject';

export async function openConnect(
  services: Services,
  panels: ConnectPanels,
  argument: unknown,
  tab: ConnectTab = 'api-keys',
): Promise<void> {
  await panels.show(await pickProject(services, argument), tab);
}
