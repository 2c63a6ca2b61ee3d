import type { FieldDef } from 'pg';
import { cancelled } from '../core/errors';
import type { RowSink, StatementOutcome } from '../core/ports';
import { type Line, openPortal, type Portal, type Query } from './portal';

/** A sink that gets the columns as the server describes them. */
export interface FieldSink extends Pick<RowSink, 'rows' | 'data'> {
  fields(fields: readonly FieldDef[]): void;
}

/**
 * Runs one statement, its rows as fast as the sink takes them. Rejects with pg's error, or with `cancelled` where the
 * signal found nothing to cancel on the server.
 */
export async function streamRows(
  line: Line,
  query: Query,
  sink: FieldSink,
  signal: AbortSignal,
): Promise<StatementOutcome> {
  const portal = openPortal(line, query);
  try {
    return await readAll(portal, sink, signal);
  } catch (error) {
    // The sink may have failed: without this the connection would wait for the rest for ever.
    await portal.close();
    throw error;
  }
}

async function readAll(
  portal: Portal,
  sink: FieldSink,
  signal: AbortSignal,
): Promise<StatementOutcome> {
  let slice = await portal.next();
  if (slice.fields.length > 0) sink.fields(slice.fields);
  let total = 0;
  for (;;) {
    const { rows, data, tag } = slice;
    if (data) await sink.data?.(data);
    total += rows.count;
    const wish = rows.count > 0 ? await sink.rows(rows) : 'more';
    if (tag !== undefined) {
      return { tag: total > 0 ? tag.replace(/\d+$/, String(total)) : tag, capped: false };
    }
    slice = await portal.next();
    // Between two slices the server has nothing to cancel.
    if (signal.aborted) throw cancelled();
    if (wish === 'enough' && slice.rows.count > 0) {
      await portal.close();
      return { tag: '', capped: true };
    }
  }
}
