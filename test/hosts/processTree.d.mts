import type { ChildProcess, StdioOptions } from 'node:child_process';

interface TreeOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly stdio?: StdioOptions;
  /** How long processes that clean up after their parent may take; 3,000 unless given. */
  readonly graceMs?: number;
}

export interface ProcessTree {
  readonly child: ChildProcess;
  /** The exit code; 1 where a signal ended it or it could not start. */
  readonly ended: Promise<number>;
  /** Ends every process of the tree; resolves when none is left. */
  end(): Promise<void>;
}

export function startTree(
  command: string,
  args: readonly string[],
  options?: TreeOptions,
): ProcessTree;

export function runTree(
  command: string,
  args: readonly string[],
  options: TreeOptions & { readonly limitMs: number },
): Promise<{ kind: 'ended' | 'timedOut' | 'interrupted'; code: number }>;
