import * as vscode from 'vscode';
import type { ConnectionParts } from '../../core/connectionStrings/parts';
import { renderUri } from '../../core/connectionStrings/uri';
import { asFailure, Failure, message } from '../../core/errors';
import type { Database } from '../../core/ports';
import type { StringChoice } from '../../protocol/connect';
import type { World } from '../services';

const testLimit = 20_000;

const question = `select current_setting('server_version'), current_user,
  (select rolsuper or rolbypassrls from pg_catalog.pg_roles where rolname = current_user),
  pg_catalog.pg_is_in_recovery()`;

/** Connects with these parts alone and says what answered. Throws a `Failure`. */
export async function testConnection(
  { openDatabase }: Pick<World, 'openDatabase'>,
  parts: ConnectionParts,
  signal: AbortSignal,
): Promise<string> {
  const limit = AbortSignal.timeout(testLimit);
  const ended = AbortSignal.any([signal, limit]);
  const started = performance.now();
  try {
    const database = await openDatabase(renderUri(parts), ended);
    try {
      const [row = []] = await database.query(question, [], ended);
      return answerOf(row, database.tls, Math.round(performance.now() - started));
    } finally {
      void database.close().catch(() => {});
    }
  } catch (error) {
    if (!limit.aborted || signal.aborted) throw error;
    throw new Failure(
      'timedOut',
      message('The database did not answer within {0} s.', String(testLimit / 1_000)),
    );
  }
}

/** The same for a person who may have chosen the TLS of these parts in the panel, which then is where to change it. */
export async function testChosen(
  world: Pick<World, 'openDatabase'>,
  parts: ConnectionParts,
  { tls }: StringChoice,
  signal: AbortSignal,
): Promise<string> {
  try {
    return await testConnection(world, parts, signal);
  } catch (error) {
    const { reason, sentence, detail } = asFailure(error);
    if (reason !== 'noTls' || tls === 'given') throw error;
    throw new Failure(reason, sentence, { ...detail, hint: message('Choose another TLS above.') });
  }
}

function answerOf(
  [version, role, passes, replica]: readonly (string | null)[],
  tls: Database['tls'],
  milliseconds: number,
): string {
  return [
    vscode.l10n.t(
      'PostgreSQL {0} answered {1} in {2} ms, {3}.',
      version ?? '',
      role ?? '',
      String(milliseconds),
      tlsWords(tls),
    ),
    ...(passes === 't' ? [vscode.l10n.t('This role passes Row Level Security.')] : []),
    ...(replica === 't' ? [vscode.l10n.t('The server is a replica: it only reads.')] : []),
  ].join(' ');
}

function tlsWords(tls: Database['tls']): string {
  switch (tls) {
    case 'none':
      return vscode.l10n.t('without TLS');
    case 'unverified':
      return vscode.l10n.t('over TLS with a certificate that nobody verified');
    case 'verified':
      return vscode.l10n.t('over TLS with a verified certificate');
  }
}
