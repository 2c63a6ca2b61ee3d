import * as vscode from 'vscode';
import type { Project } from '../../core/model';
import type { HttpAnswer, ResultColumn } from '../../core/ports';
import { pageOf, totalIn } from '../../core/rest/paging';
import type { RestRequest } from '../../core/rest/request';
import { jsonTable } from '../../core/results/jsonTable';
import type { Run } from '../panels/resultRun';
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
  /** After the first page. `total` is what the server counted, if it was asked to. */
  begin(shown: Shown, total: number | undefined): Promise<void>;
  more(): Promise<void>;
}

export interface PagedRequest {
  readonly project: Project;
  readonly request: RestRequest;
  /** Rows that are asked for at once. */
  readonly size: number;
  readonly isOrdered: boolean;
  send(request: RestRequest): Promise<HttpAnswer>;
}

/** The most rows that each project's server has given at once; it may be set to give fewer than are asked for. */
const mostRows = new Map<string, number>();

export function createPages(
  services: Pick<Services, 'log'>,
  run: Run,
  { project, request, size, isOrdered, send }: PagedRequest,
): Pages {
  let shown: Shown | undefined;
  let isAsking = false;
  /** How many rows the server gives at once, once that turns out to be fewer than are asked for. */
  let atOnce: number | undefined;

  async function finish(now: Shown, came: number, total: number | undefined) {
    shown = now;
    const isLast = await isLastPage(now.rows, came, total).catch(() => false);
    const said = [
      now.status,
      ...(atOnce === undefined
        ? []
        : [vscode.l10n.t('the server gives {0} rows at once', atOnce.toLocaleString())]),
      ...(isLast || isOrdered ? [] : [vscode.l10n.t('no order is given, so pages may overlap')]),
    ];
    run.finish(isLast ? 'complete' : 'more', said.join(' · '), undefined, now.offers);
  }

  /** A page that is not full may be the last one, or all that the server gives at once: then one more row is asked for. */
  async function isLastPage(rows: number, came: number, total: number | undefined) {
    if (came === 0) return true;
    if (total !== undefined) return rows >= total;
    const most = mostRows.get(project.id) ?? 0;
    mostRows.set(project.id, Math.max(most, came));
    if (came >= (atOnce ?? size)) return false;
    if (came < most) return true;
    const { body } = await send(pageOf(request, rows, 1));
    if ((jsonTable(body)?.rows.length ?? 0) === 0) return true;
    atOnce = came;
    return false;
  }

  async function ask(before: Shown) {
    const answer = await send(pageOf(request, before.rows, atOnce ?? size));
    const table = answer.status < 300 ? jsonTable(answer.body) : undefined;
    const places = before.columns.map(({ name }) =>
      table?.columns.findIndex((column) => column.name === name),
    );
    const rows = (table?.rows ?? []).map((row) => places.map((at) => row[at ?? -1] ?? null));
    const all = await addRows(run, rows);
    const now = { ...before, rows: before.rows + rows.length, status: statusOf(answer) };
    if (all === 'all') await finish(now, rows.length, totalIn(answer.headers['content-range']));
    else run.finish('capped', now.status, undefined, now.offers);
  }

  return {
    begin: (first, total) => finish(first, first.rows, total),

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
