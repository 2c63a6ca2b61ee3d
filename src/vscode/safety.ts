import { isLoopback } from '../core/databaseTls';
import { defaultSafety } from '../core/guard';
import type { Project, SafetyMode } from '../core/model';

/** What a project's statements and requests may do: as chosen, else as its environment and its address ask for. */
export function safetyOf({ safety, environment, url }: Project): SafetyMode {
  const isLocal = url !== undefined && isLoopback(new URL(url).hostname.replace(/^\[|\]$/g, ''));
  return safety ?? defaultSafety(environment, isLocal);
}
