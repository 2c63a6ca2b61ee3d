import * as vscode from 'vscode';
import { cancelled, Failure, isFailure, type Message, message } from '../../core/errors';
import { type Guarded, guard } from '../../core/guard';
import type { Project } from '../../core/model';
import type { Database } from '../../core/ports';
import type { Classification, Effect } from '../../core/sql/classify';
import type { QualifiedName } from '../../core/sql/names';
import { quoteName } from '../../core/sql/quote';
import { providerOf } from '../../providers';
import { safetyOf } from '../safety';
import type { Services } from '../services';
import { translate } from '../words';

export interface Allowed {
  /** Whether it runs in a transaction that writes nothing. */
  readonly readOnly: boolean;
  /** Postgres refuses it inside of a transaction. */
  readonly bareOnly: boolean;
}

/**
 * Decides with the person whether a statement may run. Throws `badInput` for what the project's safety mode refuses,
 * `cancelled` where the person says no.
 */
export async function allowStatement(
  services: Services,
  project: Project,
  sql: string,
  database: Database,
  signal: AbortSignal,
): Promise<Allowed> {
  const mode = safetyOf(project);
  const facts = await services.world.classifyStatement(sql).catch((error: unknown) => {
    // The server's own parser has the last word, where nothing has to be kept from it.
    if (mode === 'free' && isFailure(error)) return undefined;
    throw error;
  });
  if (!facts) return { readOnly: false, bareOnly: false };
  const { bareOnly } = facts;
  const estimates = await estimatesOf(facts, database, signal);
  const estimatedRows = (relation: QualifiedName) => estimates.get(keyOf(relation));
  return { readOnly: await allow(project, facts, estimatedRows), bareOnly };
}

/**
 * Asks where the project's safety mode wants it, and throws as `allowStatement` does. True for what is to run in a
 * transaction that writes nothing.
 */
export async function allow(
  project: Project,
  facts: Classification,
  estimatedRows: Guarded['estimatedRows'] = () => undefined,
): Promise<boolean> {
  const { schemaOwner, schemaApis } = providerOf(project.provider);
  const verdict = guard(facts, {
    mode: safetyOf(project),
    ...(project.environment === undefined ? {} : { environment: project.environment }),
    schemaOwner,
    schemaApi: (schema) => schemaApis?.[schema],
    estimatedRows,
  });
  switch (verdict.kind) {
    case 'run':
      return verdict.readOnly;
    case 'refuse':
      throw new Failure('badInput', verdict.reason, {
        hint: message('Powabase: Set Safety Mode changes what "{0}" allows.', project.name),
      });
    case 'ask':
      await confirm(project, verdict.reasons, verdict.typed);
      return false;
  }
}

/** The rows that Postgres last counted in what a statement would destroy; one question, and none in most cases. */
async function estimatesOf(
  { effects }: Classification,
  database: Database,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const names = effects.flatMap((effect) => destroyed(effect) ?? []);
  if (names.length === 0) return new Map();
  const rows = await database
    .query(
      `select name, reltuples::bigint::text from unnest($1::text[]) as name
       join pg_class on oid = to_regclass(name)`,
      [`{${names.map((name) => JSON.stringify(quoted(name))).join(',')}}`],
      signal,
    )
    .catch(() => []);
  const counts = new Map(rows.map(([name, count]) => [name, Number(count)]));
  return new Map(
    names.flatMap((name) => {
      const count = counts.get(quoted(name));
      return count === undefined ? [] : [[keyOf(name), count]];
    }),
  );
}

function destroyed(effect: Effect): QualifiedName | undefined {
  if (effect.kind === 'writes' && !effect.filtered) return effect.relation;
  return effect.kind === 'defines' && effect.verb === 'drop' && effect.object === 'TABLE'
    ? effect.name
    : undefined;
}

function quoted({ schema, name }: QualifiedName): string {
  return [schema, name].flatMap((part) => (part === undefined ? [] : [quoteName(part)])).join('.');
}

function keyOf({ schema, name }: QualifiedName): string {
  return JSON.stringify([schema, name]);
}

/** A modal question; where a click is too easy, the name is typed. */
async function confirm(
  project: Project,
  reasons: readonly Message[],
  typed: string | undefined,
): Promise<void> {
  const run = vscode.l10n.t('Run');
  const question = vscode.l10n.t('Run this on "{0}"?', project.name);
  const detail = reasons.map(translate).join('\n');
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, run);
  if (answer !== run) throw cancelled();
  if (typed === undefined) return;
  const word = await vscode.window.showInputBox({
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
