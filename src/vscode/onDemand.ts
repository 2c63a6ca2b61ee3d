/** Everything that runs only once a person asks for it: a file of its own, so that activation does not read it. */
export { readNotExposed, readOpenApi } from '../core/rest/openapi';
export { commands } from './commands';
export { askTls } from './commands/setTls';
export { formatStatements } from './editor/formatStatements';
export { editsOf } from './edits/resultEdits';
export { guideText } from './guideText';
export { followLink } from './links';
export { arrangeRows, askFilter, askHidden, filterLike } from './panels/arrangeResult';
export { fillConnectPanel } from './panels/connect';
export {
  cellText,
  copySelection,
  exportResult,
  findCell,
  openCell,
  summarise,
  viewCell,
} from './panels/resultActions';
export * as requests from './requests/features';
export { restCatalogOf } from './restCatalogOf';

export type LoadOnDemand = () => Promise<typeof import('./onDemand')>;
