import * as vscode from 'vscode';
import { cancelled, Failure, isFailure, type Message, message } from '../../core/errors';
import { guard, onlyReads, type Verdict } from '../../core/guard';
import type { Project } from '../../core/model';
import type { Database } from '../../core/ports';
import { askServer, nothingKnown, type ServerFacts } from '../../core/serverFacts';
import type { Classification } from '../../core/sql/classify';
import { providerOf } from '../../providers';
import { safetyOf } from '../safety';
import type { Services } from '../services';
import { showInputBox, showWarningMessage } from '../window';
import { translate } from '../words';

export interface Allowed {
  /** Whether it runs in a transaction that writes nothing. */
  readonly readOnly: boolean;
  /** Postgres refuses it inside of a transaction. */
  readonly bareOnly: boolean;
  /** It changes nothing, as far as it can be seen, and so can be run again. */
  readonly onlyReads: boolean;
}

/**
 * Decides with the person whether a statement may run; `notes` stand below the reasons of a question. Throws
 * `badInput` for what the project's safety mode refuses, `cancelled` where the person says no.
 */
export async function allowStatement(
  services: Services,
  project: Project,
  sql: string,
  database: Database,
  signal: AbortSignal,
  notes: readonly Message[] = [],
): Promise<Allowed> {
  const mode = safetyOf(project);
  const facts = await services.world.classifyStatement(sql).catch((error: unknown) => {
    // The server's own parser has the last word, where nothing has to be kept from it.
    if (mode === 'free' && isFailure(error) && error.reason === 'badInput') return undefined;
    throw error;
  });
  if (!facts) return { readOnly: false, bareOnly: false, onlyReads: false };
  const known = await askServer(facts, mode, database, signal);
  return {
    readOnly: await allow(project, facts, known, notes),
    bareOnly: facts.bareOnly,
    onlyReads: onlyReads(facts),
  };
}

/**
 * Asks where the project's safety mode wants it, and throws as `allowStatement` does. True for what is to run in a
 * transaction that writes nothing.
 */
export async function allow(
  project: Project,
  facts: Classification,
  known: ServerFacts = nothingKnown,
  notes: readonly Message[] = [],
): Promise<boolean> {
  const verdict = verdictOn(project, facts, known);
  if (verdict.kind === 'run') return verdict.readOnly;
  await confirm(project, [...verdict.reasons, ...notes], verdict.typed);
  return false;
}

/** Throws `readOnly` where the project's safety mode refuses it. */
export function verdictOn(
  project: Project,
  facts: Classification,
  known: ServerFacts = nothingKnown,
): Exclude<Verdict, { kind: 'refuse' }> {
  const { schemaOwner, schemaApis } = providerOf(project.provider);
  const verdict = guard(facts, {
    mode: safetyOf(project),
    ...(project.environment === undefined ? {} : { environment: project.environment }),
    schemaOwner,
    schemaApi: (schema) => schemaApis?.[schema],
    ...known,
  });
  if (verdict.kind !== 'refuse') return verdict;
  throw new Failure('readOnly', verdict.reason, {
    hint: message('Powabase: Set Safety Mode changes what "{0}" allows.', project.name),
  });
}

/** A modal question; where a click is too easy, the name is typed. */
export async function confirm(
  project: Project,
  reasons: readonly Message[],
  typed: string | undefined,
): Promise<void> {
  const run = vscode.l10n.t('Run');
  const question = vscode.l10n.t('Run this on "{0}"?', project.name);
  const detail = reasons.map(translate);
  const answer = await showWarningMessage(question, { modal: true, detail }, run);
  if (answer !== run) throw cancelled();
  if (typed === undefined) return;
  const word = await showInputBox({
    title: question,
    prompt: vscode.l10n.t('This is production. Type {0} to run it.', typed),
    ignoreFocusOut: true,
    validateInput: (text) =>
      text === '' || typed.startsWith(text)
        ? undefined
        : vscode.l10n.t('Type {0}, or press Escape.', typed),
  });
  if (word !== typed) throw cancelled();
}
