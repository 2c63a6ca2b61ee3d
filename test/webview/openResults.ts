import type { Page } from 'playwright-core';
import { type ResultsContract, type ResultsView, resultsShapes } from '../../src/protocol/results';
import type { Handlers } from '../../src/protocol/rpc';
import { handlers } from './fakeResults';
import { type Panel, type Panels, startPanels } from './panel';

/** Opens the Results panel, for the tests of the suite that calls this; its browser ends with the suite. */
export function resultPanels() {
  let panels: Panels;
  before(async () => {
    panels = await startPanels();
  });
  after(() => panels.close());

  return async (view: ResultsView, changes?: Partial<Handlers<ResultsContract>>) => {
    const panel = await panels.open('results', resultsShapes, handlers(view, changes), {
      width: 900,
      height: 420,
    });
    const { page } = panel;
    return {
      ...panel,
      grid: page.getByRole('grid'),
      cell: (text: string) => page.getByRole('gridcell', { name: text, exact: true }),
      header: (text: string) => page.getByRole('columnheader', { name: text }),
    };
  };
}

export function rowRequests({ requests }: Pick<Panel<ResultsContract>, 'requests'>): unknown[] {
  return requests.filter(([method]) => method === 'rows').map(([, params]) => params);
}

/** Scrolls as dragging the scroll bar does. */
export function drag(page: Page, part: number) {
  return page
    .locator('[role=grid]')
    .evaluate<void, number, { scrollTop: number; scrollHeight: number }>((grid, to) => {
      grid.scrollTop = grid.scrollHeight * to;
    }, part);
}
