import * as vscode from 'vscode';
import { Failure, message } from '../../core/errors';

/** In the section `powabase`. */
export const limitSetting = 'sql.statementTimeoutSeconds';

/** The time that a statement has, by our own clock: a setting of the session would stay with a pooler's connection. */
export interface StatementLimit {
  /** Aborts when the person cancels or the time is over. */
  readonly signal: AbortSignal;
  /** The failure that an abort is: the person's own, or that of the clock. */
  told(failure: Failure): Failure;
}

export function statementLimit(cancel: AbortSignal): StatementLimit {
  const seconds = vscode.workspace.getConfiguration('powabase').get(limitSetting, 0);
  if (seconds <= 0) return { signal: cancel, told: (failure) => failure };
  const time = AbortSignal.timeout(seconds * 1_000);
  return {
    signal: AbortSignal.any([cancel, time]),
    told: (failure) =>
      failure.reason === 'cancelled' && time.aborted && !cancel.aborted
        ? new Failure(
            'overLimit',
            message(
              'The statement was cancelled after {0} s, the time that powabase.sql.statementTimeoutSeconds gives it.',
              String(seconds),
            ),
          )
        : failure,
  };
}
