/** What the core and the editor ask of the outside world; `src/node` answers. */
import type { HistoryEntry } from './history';
import type { ProjectTls } from './model';

/** A cell as the server wrote it; `null` is SQL's NULL, not the empty string. */
export type Cell = string | null;
export type Row = readonly Cell[];

/**
 * Rows as Postgres sends them, `core/packedRows` reads them: DataRow messages one after another (PostgreSQL, "Message
 * Formats"), their text in UTF-8.
 */
export interface PackedRows {
  readonly count: number;
  /** The bytes of all messages, cut anywhere. */
  readonly pieces: readonly Uint8Array[];
}

export interface ResultColumn {
  readonly name: string;
  /** The type as Postgres names it, `int8`; empty when it is not known. */
  readonly type: string;
  /** The domain over that type, where the column has one and it is known. */
  readonly domain?: string;
  /** The values of its enumerated type, or of the elements of its array, in the order of the type. */
  readonly labels?: readonly string[];
  /** Where it comes from; absent for what is computed. */
  readonly origin?: ColumnOrigin;
}

/** A column of a relation, as RowDescription names it: the OID of its table and its attribute number. */
export interface ColumnOrigin {
  readonly table: number;
  readonly column: number;
}

/** What the server says beside the result: `RAISE NOTICE`, `WARNING`. */
export interface Notice {
  /** As the server writes it, `NOTICE`; in its language. */
  readonly severity: string;
  readonly text: string;
}

/** Where the rows of a statement go as they arrive. */
export interface RowSink {
  /**
   * Called before any rows, for a statement that returns rows; and once more after the last of them where the server
   * had to be asked how their types are named.
   */
  columns(columns: readonly ResultColumn[]): void;
  /** Awaited between batches; `enough` ends the reading and leaves the rest on the server. */
  rows(batch: PackedRows): Promise<'more' | 'enough'>;
  notice?(notice: Notice): void;
  /** What `COPY … TO STDOUT` sends, in pieces of any length; awaited between them. Without this it is dropped. */
  data?(bytes: Uint8Array): Promise<void>;
}

export interface StatementOutcome {
  /** The command tag as the server wrote it, `INSERT 0 3`; empty when the reading ended early. */
  readonly tag: string;
  /** True when rows were left on the server because the sink had enough. */
  readonly capped: boolean;
}

/** A setting of Postgres and its value: `role`, `anon`. */
export type Setting = readonly [name: string, value: string];

/** The transaction around one statement. */
export interface Frame {
  /** Nothing that the statement does stays. */
  readonly readOnly: boolean;
  /** They hold for this transaction alone. */
  readonly settings: readonly Setting[];
  /** Nothing of what it writes is kept. */
  readonly rollsBack?: boolean;
}

export interface RunOptions {
  readonly frame?: Frame;
  /** For `$1`, `$2` …; Postgres reads each as the type that it finds there. */
  readonly values?: readonly Cell[];
  /** What `COPY … FROM STDIN` reads, in pieces that are taken as fast as the server takes them. */
  readonly input?: AsyncIterable<Uint8Array>;
}

/** A small result at once, every value as the server wrote it. */
export type AskRows = (sql: string, params: readonly Cell[]) => Promise<readonly Row[]>;

/** One connection to Postgres. Statements run on it one after another. Every method throws a `Failure`. */
export interface Database {
  /** A small result at once. */
  query(sql: string, params: readonly Cell[], signal: AbortSignal): Promise<readonly Row[]>;
  /** One statement, bare, so that it commits by itself, or in a frame. Aborting cancels it on the server. */
  run(
    sql: string,
    sink: RowSink,
    signal: AbortSignal,
    options?: RunOptions,
  ): Promise<StatementOutcome>;
  /**
   * What `work` asks happens together or not at all: in a transaction with these settings, or in a savepoint where the
   * person's own transaction is open. Nothing else runs on the connection in between.
   */
  atomically<T>(
    settings: readonly Setting[],
    work: (ask: AskRows) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T>;
  /** The login that statements run as. */
  readonly user: string;
  /** Of the server process that answered the login: a pooler's is not Postgres' own. */
  readonly processId: number;
  readonly tls: 'none' | 'unverified' | 'verified';
  /** The transaction that the person has begun on this connection; `failed` takes nothing but its end. */
  readonly transaction: 'none' | 'open' | 'failed';
  /** False once the server or the network has ended the connection. */
  readonly alive: boolean;
  close(): Promise<void>;
}

/** `url` is libpq's URI and is secret; `tls` is used where it says nothing itself. Throws a `Failure`. */
export type OpenDatabase = (
  url: string,
  signal: AbortSignal,
  tls?: ProjectTls,
) => Promise<Database>;

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Path of a PEM file whose authorities are trusted beside the others. */
  readonly caFile?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly statusText: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** As they came, of an answer that is no text; its `body` is empty. */
  readonly bytes?: Uint8Array;
  readonly milliseconds: number;
}

/** How requests leave this machine, as the person has set it in the editor. */
export interface Road {
  readonly userAgent: string;
  /** `http://proxy:8080`, or empty for none; absent means that the environment decides. */
  readonly proxy?: string;
  /** Hosts that are reached without the proxy; without any the environment names them. */
  readonly noProxy: readonly string[];
  /** False takes any certificate of the proxy and of the server. */
  readonly strictTls: boolean;
  /** Whether the authorities of the operating system are trusted too. */
  readonly systemCertificates: boolean;
  /** Milliseconds that an answer may take; 60,000 where it is left out. */
  readonly timeLimit?: number;
}

/** Sends one request and follows no redirect. Throws a `Failure` when no answer comes. */
export type SendHttp = (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>;

/** The rows of one result on disk, windows of them in memory. */
export interface Spool {
  readonly rowCount: number;
  /** Bytes on disk. */
  readonly size: number;
  append(rows: PackedRows): Promise<void>;
  /** From now on this row is another one. */
  replace(row: number, cells: Row): void;
  /** Rows `offset` up to `offset + count`; fewer at the end. */
  window(offset: number, count: number): Promise<readonly Row[]>;
  /**
   * The rows of these numbers, which ascend; fewer of them, from the first on, where they take more than `atMost`
   * bytes. None once it is closed.
   */
  pick(numbers: Uint32Array, atMost?: number): Promise<PackedRows>;
  close(): Promise<void>;
}

/** A file that is written from its start to its end. Every method throws a `Failure`. */
export interface FileWriter {
  write(piece: string | Uint8Array): Promise<void>;
  /** The file is whole, and there under its name. */
  finish(): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

export type OpenSpool = () => Promise<Spool>;

/** What the network says of a host before anything is asked of it. Every method throws a `Failure`. */
export interface Network {
  /** Host and port of the proxy that a URL is reached through; undefined where there is none. */
  proxyOf(url: string): string | undefined;
  /** The IPv4 and IPv6 addresses of a name; an address is its own. */
  addresses(host: string, signal: AbortSignal): Promise<readonly string[]>;
  /**
   * A TLS handshake, through the proxy where there is one, verified as requests to that host are; `caFile` has
   * further authorities.
   */
  handshake(host: string, port: number, signal: AbortSignal, caFile?: string): Promise<TlsSession>;
}

export interface TlsSession {
  /** `TLSv1.3` */
  readonly version: string;
  /** The organisation that issued the certificate. */
  readonly authority: string;
  /** Its last day, `2027-01-31`. */
  readonly validTo: string;
  /** False where the person has turned the check off. */
  readonly verified: boolean;
}

/** What git makes of a file, whether it is there yet or not; `outside` where there is no repository or no git. */
export type GitState = 'ignored' | 'tracked' | 'open' | 'outside';

/** What was run, in every window of this user. Every method throws a `Failure` of storage. */
export interface History {
  append(entry: HistoryEntry): Promise<void>;
  /** The newest first. */
  read(): Promise<readonly HistoryEntry[]>;
  clear(): Promise<void>;
}
