/** What the core and the editor ask of the outside world; `src/node` answers. */

/** A cell as the server wrote it; `null` is SQL's NULL, not the empty string. */
export type Cell = string | null;
export type Row = readonly Cell[];

export interface ResultColumn {
  readonly name: string;
  /** The type as Postgres names it, or `json` kinds for an HTTP answer; empty when not known. */
  readonly type: string;
}

/** Rows go here as they arrive. Awaiting each call is what slows a fast server down. */
export interface RowSink {
  columns(columns: readonly ResultColumn[]): void;
  rows(batch: readonly Row[]): Promise<void>;
}

export interface StatementOutcome {
  /** The command tag as the server wrote it, `INSERT 0 3`. */
  readonly tag: string;
  readonly notices: readonly string[];
  /** True when rows were left on the server because the limit was reached. */
  readonly capped: boolean;
}

export interface RowLimit {
  readonly rows: number;
  readonly bytes: number;
}

/** One connection to Postgres: statements run on it one after another. */
export interface Database {
  /** A small result at once, every cell as text. */
  query(sql: string, params: readonly Cell[], signal: AbortSignal): Promise<readonly Row[]>;
  /** One statement, bare (its own transaction), rows to the sink until the end or the limit. */
  run(sql: string, sink: RowSink, limit: RowLimit, signal: AbortSignal): Promise<StatementOutcome>;
  /** False once the server or the network has ended the connection. */
  readonly alive: boolean;
  close(): Promise<void>;
}

/** Opens a connection. `url` is libpq's URI and is secret. Throws a `Failure`. */
export type OpenDatabase = (url: string, signal: AbortSignal) => Promise<Database>;

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly milliseconds: number;
}

/** Sends one request, follows no redirect. Throws a `Failure` when no answer comes. */
export type SendHttp = (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>;

/** A result's rows on disk; windows of them in memory. */
export interface Spool {
  readonly rowCount: number;
  readonly byteCount: number;
  append(rows: readonly Row[]): Promise<void>;
  window(offset: number, count: number): Promise<readonly Row[]>;
  close(): Promise<void>;
}

export type OpenSpool = () => Promise<Spool>;
