import { Failure, isFailure, message } from '../core/errors';
import { utf16Offset } from '../core/sql/positions';

/** Throws `badInput` for what the server would take to end in the middle. */
export function refuseNul(sql: string) {
  const position = sql.indexOf('\0');
  if (position < 0) return;
  throw new Failure(
    'badInput',
    message('The statement holds a NUL character (U+0000), which Postgres cannot read. Delete it.'),
    { position },
  );
}

/** Class 57P: the server shuts down, crashed, or ended this connection. */
export function endsConnection(error: unknown): boolean {
  const { code } = error as ServerError;
  return code?.startsWith('57P') ?? false;
}

/** The fields of a Postgres error that pg hands on. */
interface ServerError {
  readonly code?: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly position?: string;
  /** pg's name for the CONTEXT. */
  readonly where?: string;
}

/** Of what the server says, in UTF-16 units: it quotes a string that is never closed to its end. */
const longestSaid = 10_000;

function shortened(said: string): string {
  return said.length > longestSaid ? `${said.slice(0, longestSaid)}…` : said;
}

export function statementFailure(error: Error, sql: string, alive: boolean): Failure {
  if (isFailure(error)) return error;
  const { code, detail, hint, position, where } = error as ServerError;
  const text = shortened(error.message);
  if (alive && code === undefined) return new Failure('badAnswer', message('{0}', text));
  if (!alive) {
    return new Failure(
      'connectionLost',
      message('The connection to the database was lost ({0}). Run it again to connect anew.', text),
    );
  }
  return new Failure('statementFailed', message('{0}', text), {
    ...(code === undefined ? {} : { sqlstate: code }),
    ...(detail === undefined ? {} : { detail: message('{0}', shortened(detail)) }),
    ...(hint === undefined ? {} : { hint: message('{0}', shortened(hint)) }),
    ...(where === undefined ? {} : { context: shortened(where) }),
    ...(position === undefined ? {} : { position: utf16Offset(sql, Number(position) - 1) }),
  });
}
