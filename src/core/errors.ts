/** A sentence for a person: the shell translates `text` and then fills `{0}`, `{1}` … with `args`. */
export interface Message {
  readonly text: string;
  readonly args: readonly string[];
}

/** What went wrong, for code to decide on; nobody matches on the words of a message. */
export type Reason =
  | 'cancelled'
  | 'timedOut'
  /** The time is over that a setting gives to a statement. */
  | 'overLimit'
  | 'badInput'
  | 'missingCredential'
  | 'wrongOrigin'
  /** Something else is still running, and can be ended. */
  | 'busy'
  /** Nothing has been added that the work could be about. */
  | 'noProject'
  /** The folder is not trusted, so nothing of it is used. */
  | 'restricted'
  /** The safety mode of the project refuses it. */
  | 'readOnly'
  | 'unreachable'
  /** A connection that had worked ended by itself. */
  | 'connectionLost'
  /** The server's certificate is not what it should be; nothing was sent to it. */
  | 'untrustedCertificate'
  /** The server speaks no TLS and the connection needs it. */
  | 'noTls'
  | 'refusedLogin'
  | 'statementFailed'
  | 'badAnswer'
  | 'storage';

/** The one error class of the extension. `message` is English and holds no secret. */
export class Failure extends Error {
  readonly reason: Reason;
  readonly sentence: Message;
  readonly detail: FailureDetail;

  constructor(reason: Reason, sentence: Message, detail: FailureDetail = {}) {
    super(plain(sentence));
    this.name = 'Failure';
    this.reason = reason;
    this.sentence = sentence;
    this.detail = detail;
  }
}

/** What the server said beside its message. `position` counts UTF-16 units from the statement's start. */
export interface FailureDetail {
  /** What it was about when it failed, as it says it: `COPY orders, line 3, column price: "x"`. */
  readonly context?: string;
  /** The line of a file that it is about, from 1. */
  readonly line?: number;
  readonly sqlstate?: string;
  /** What to do about it. */
  readonly hint?: Message;
  readonly detail?: Message;
  readonly position?: number;
}

export function message(text: string, ...args: readonly string[]): Message {
  return { text, args };
}

/** The sentence in English, for logs and tests. */
export function plain({ text, args }: Message): string {
  return text.replace(/\{(\d+)\}/g, (whole, index) => args[Number(index)] ?? whole);
}

/** Each built file has its own copy of the class, so `instanceof` does not know the failures of the others. */
export function isFailure(error: unknown): error is Failure {
  return error instanceof Error && 'reason' in error && 'sentence' in error && 'detail' in error;
}

/** Any thrown value as a failure; what is not ours keeps its own words. */
export function asFailure(error: unknown): Failure {
  if (isFailure(error)) return error;
  if (error instanceof Error && error.name === 'AbortError') return cancelled();
  return new Failure(
    'badAnswer',
    message('{0}', error instanceof Error ? error.message : String(error)),
  );
}

export function cancelled(): Failure {
  return new Failure('cancelled', message('Cancelled.'));
}
