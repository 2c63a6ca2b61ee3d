import { type ChildProcess, fork } from 'node:child_process';
import type { ParseResult } from 'libpg-query';
import { Failure, message } from '../core/errors';

/** What the process is asked. */
export interface ToParse {
  readonly id: number;
  readonly sql: string;
}

/** `position` is in characters of Unicode, from 0. */
export type Parsed =
  | { readonly id: number; readonly tree: ParseResult }
  | {
      readonly id: number;
      readonly refusal: { readonly message: string; readonly position?: number };
    };

export interface ParserProcess {
  /** The tree, or the refusal, of a text. Throws a `Failure` where there is no answer in time. */
  parse(sql: string): Promise<Parsed>;
  dispose(): void;
}

/** A megabyte takes seconds. */
const limit = 30_000;

/** V8 would optimize the parser's largest function: half a gigabyte for a moment, and nothing that one could notice. */
const withoutOptimizer = ['--liftoff-only'];

/** Starts `file` once something is to be parsed, and again after it has ended; it ends with this process. */
export function createParserProcess(file: string): ParserProcess {
  const waiting = new Map<number, { answer(parsed: Parsed): void; fail(): void }>();
  let child: ChildProcess | undefined;
  let asked = 0;
  let flags = withoutOptimizer;

  function started(): ChildProcess {
    if (child) return child;
    const begun = fork(file, [], {
      // The editor's own binary is Node only when it is told so.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      execArgv: flags,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    let hasAnswered = false;
    const end = () => {
      if (child === begun) child = undefined;
      // A Node that does not know the flag ends at once.
      if (!hasAnswered) flags = [];
      for (const { fail } of waiting.values()) fail();
    };
    begun.on('message', (parsed: Parsed) => {
      hasAnswered = true;
      waiting.get(parsed.id)?.answer(parsed);
    });
    begun.once('error', end);
    begun.once('exit', end);
    begun.unref();
    child = begun;
    return begun;
  }

  return {
    parse(sql) {
      const id = asked;
      asked += 1;
      const parser = started();
      return new Promise<Parsed>((resolve, reject) => {
        const settle = () => {
          clearTimeout(timer);
          waiting.delete(id);
          if (waiting.size === 0) parser.channel?.unref();
        };
        const fail = () => {
          settle();
          reject(
            new Failure(
              'timedOut',
              message('The SQL parser did not answer. Run the statement again.'),
            ),
          );
        };
        const timer = setTimeout(() => parser.kill(), limit);
        const answer = (parsed: Parsed) => {
          settle();
          resolve(parsed);
        };
        waiting.set(id, { answer, fail });
        // Whoever waits keeps this process alive; a parser that idles does not.
        parser.channel?.ref();
        parser.send({ id, sql } satisfies ToParse, (error) => error && fail());
      });
    },

    dispose() {
      child?.kill();
      child = undefined;
    },
  };
}
