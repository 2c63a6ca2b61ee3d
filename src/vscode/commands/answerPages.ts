import type { HttpAnswer, ResultColumn } from '../../core/ports';
import { pageOf } from '../../core/rest/paging';
import type { RestRequest } from '../../core/rest/request';
import { jsonTable } from '../../core/results/jsonTable';
import type { Run } from '../panels/resultRuns';
import type { Action } from '../panels/resultViews';
import { reporting } from '../reporting';
import type { Services } from '../services';
import { addRows, statusOf } from './showAnswer';

/** What is shown of an answer so far. */
interface Shown {
  readonly columns: readonly ResultColumn[];
  readonly rows: number;
  readonly status: string;
  readonly offers: readonly Action[];
}

/** The rows of one request, asked for page by page as they are looked at. */
export interface Pages {
  /** After the first page. */
  begin(shown: Shown): void;
  more(): Promise<void>;
}

export function createPages(
  services: Pick<Services, 'log'>,
  run: Run,
  request: RestRequest,
  size: number,
  send: (request: RestRequest) => Promise<HttpAnswer>,
): Pages {
  let shown: Shown | undefined;
  let isAsking = false;

  /** A page that is not full is the last one. */
  function finish(now: Shown, came: number) {
    shown = now;
    run.finish(came < size ? 'complete' : 'more', now.status, undefined, now.offers);
  }

  async function ask(before: Shown) {
    const answer = await send(pageOf(request, before.rows, size));
    const table = answer.status < 300 ? jsonTable(answer.body) : undefined;
    const places = before.columns.map(({ name }) =>
      table?.columns.findIndex((column) => column.name === name),
    );
    const rows = (table?.rows ?? []).map((row) => places.map((at) => row[at ?? -1] ?? null));
    const all = await addRows(run, rows);
    const now = { ...before, rows: before.rows + rows.length, status: statusOf(answer) };
    if (all === 'all') finish(now, rows.length);
    else run.finish('capped', now.status, undefined, now.offers);
  }

  return {
    begin: (first) => finish(first, first.rows),

    async more() {
      const before = shown;
      if (isAsking || !before) return;
      isAsking = true;
      await reporting(services, 'more rows', async () => {
        try {
          await ask(before);
        } catch (error) {
          run.finish('more', before.status, undefined, before.offers);
          throw error;
        }
      });
      isAsking = false;
    },
  };
}
