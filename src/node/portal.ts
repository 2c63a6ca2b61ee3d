import type { Client, Connection, FieldDef } from 'pg';
import { Failure, message } from '../core/errors';
import type { Cell, PackedRows } from '../core/ports';
import { type Feed, startFeed, type WireStream } from './feed';
import type { RowTap } from './rowTap';

const firstRows = 200;
const sliceRows = 2_000;
const sliceBytes = 1_000_000;
/** Slices asked for and not taken yet: enough to keep a server busy that is far away. */
const slicesAhead = 4;

/** Rows as they arrived, every value as the server wrote it. */
export interface Slice {
  /** Empty for a statement that returns no rows. */
  readonly fields: readonly FieldDef[];
  readonly rows: PackedRows;
  /** What COPY sent. */
  readonly data?: Uint8Array;
  /** The command tag, with the last slice. Its count is of the rows since the server was last asked. */
  readonly tag?: string;
}

/** One statement and the values of its parameters. */
export interface Query {
  readonly sql: string;
  readonly values: readonly Cell[];
  /** What COPY FROM STDIN reads. */
  readonly input?: AsyncIterable<Uint8Array>;
}

/** One statement while the server holds its result. */
export interface Portal {
  /** The next rows, until a slice has a tag. Rejects with pg's error, also one that comes with the commit. */
  next(): Promise<Slice>;
  /** Leaves the rest on the server; resolves when the statement has ended. */
  close(): Promise<void>;
}

/** The connection under a client, as a query sees it; pg's types know a part of it. */
interface Wire {
  readonly stream: WireStream;
  parse(message: { readonly text: string }): void;
  bind(message: { readonly values: Cell[] }): void;
  describe(message: { readonly type: 'P' }): void;
  execute(message: { readonly portal: ''; readonly rows: number }): void;
  close(message: { readonly type: 'P' }): void;
  flush(): void;
  sync(): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/** A client that has logged in, and the tap on its connection. */
export interface Line {
  readonly client: Client;
  readonly tap: RowTap;
}

/** Starts a statement in one message, so that its first rows cost one round trip (extended query protocol). */
export function openPortal({ client, tap }: Line, { sql, values, input }: Query): Portal {
  const slices: Slice[] = [];
  let fields: readonly FieldDef[] = [];
  let pieces: Buffer[] = [];
  let rowCount = 0;
  let bytes = 0;
  /** Of all rows so far, for how many go into a slice. */
  let seen = { rows: 0, bytes: 0 };
  let copied: Buffer[] = [];
  let closing = false;
  let tag: string | undefined;
  let wire: Wire | undefined;
  /** Slices that the server was asked for and has not sent. */
  let asked = 0;
  /** Rows in the next slices, once the first has shown how large they are. */
  let count = 0;
  /** After a Sync the portal is gone. */
  let synced = false;
  let ending: { readonly error?: Error } | undefined;
  let wake = () => {};
  let feed: Feed | undefined;
  /** What the server answers with only says that it was told so. */
  let refused: Failure | undefined;

  const awake = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });

  function askMore() {
    if (count === 0 || synced) return;
    wire?.stream.cork();
    for (; asked + slices.length < slicesAhead; asked++) wire?.execute({ portal: '', rows: count });
    wire?.flush();
    wire?.stream.uncork();
  }

  /** The transaction ends here, unless the person began it. */
  function sync() {
    if (!synced) wire?.sync();
    synced = true;
  }

  function deliver() {
    if (!closing) {
      slices.push({
        fields,
        rows: { count: rowCount, pieces },
        ...(copied.length === 0 ? {} : { data: Buffer.concat(copied) }),
        ...(tag === undefined ? {} : { tag }),
      });
    }
    seen = { rows: seen.rows + rowCount, bytes: seen.bytes + (rowCount > 0 ? bytes : 0) };
    pieces = [];
    copied = [];
    rowCount = 0;
    bytes = 0;
    // What is sent without being asked for, huge cells and COPY, waits in the network.
    if (slices.length > slicesAhead) wire?.stream.pause();
    wake();
  }

  client.query({
    submit(connection: Connection) {
      wire = connection as unknown as Wire;
      tap.give({
        rows(piece, ended) {
          pieces.push(piece);
          rowCount += ended;
          bytes += piece.length;
          if (ended > 0 && bytes >= sliceBytes) deliver();
        },
        copied(piece) {
          copied.push(piece);
          bytes += piece.length;
          if (bytes >= sliceBytes) deliver();
        },
      });
      wire.stream.cork();
      wire.parse({ text: sql });
      wire.bind({ values: [...values] });
      wire.describe({ type: 'P' });
      wire.execute({ portal: '', rows: firstRows });
      wire.flush();
      wire.stream.uncork();
      asked = 1;
    },
    handleRowDescription(message: { readonly fields: readonly FieldDef[] }) {
      fields = message.fields;
    },
    handlePortalSuspended() {
      asked -= 1;
      if (rowCount > 0) deliver();
      count = Math.max(1, Math.min(sliceRows, Math.floor((sliceBytes * seen.rows) / seen.bytes)));
      askMore();
    },
    handleCommandComplete({ text }: { readonly text: string }) {
      // What was asked after the last row is answered with a tag of its own.
      tag ??= text;
      sync();
    },
    handleEmptyQuery() {
      tag = '';
      sync();
    },
    handleReadyForQuery() {
      tap.give(undefined);
      ending = {};
      deliver();
    },
    handleError(error: Error) {
      tap.give(undefined);
      ending = { error: feed?.stop() ?? refused ?? error };
      sync();
      wake();
    },
    handleCopyInResponse() {
      if (!wire) return;
      if (input) feed = startFeed(wire, input, sync);
      else {
        refused = new Failure(
          'badInput',
          message('COPY FROM STDIN needs a file. Powabase: Import CSV takes one.'),
        );
        wire.sendCopyFail('no file');
      }
    },
  });

  return {
    async next() {
      for (;;) {
        const slice = slices.shift();
        if (slice) {
          if (slices.length <= slicesAhead) wire?.stream.resume();
          askMore();
          return slice;
        }
        if (ending?.error) throw ending.error;
        await awake();
      }
    },

    async close() {
      closing = true;
      wire?.stream.resume();
      if (!synced) wire?.close({ type: 'P' });
      sync();
      while (!ending) await awake();
    },
  };
}
