import { type Message, message } from './errors';
import type { Environment, SafetyMode } from './model';
import type { Classification, Effect } from './sql/classify';
import type { QualifiedName } from './sql/names';

/** What is known of the project that a statement is for. */
export interface Guarded {
  readonly mode: SafetyMode;
  readonly environment?: Environment;
  /** Who a schema belongs to; `undefined` for the person's own. */
  schemaOwner(schema: string): string | undefined;
  /** The path of the API that changes a schema, `/auth/v1`; `undefined` where there is none. */
  schemaApi(schema: string): string | undefined;
  /** The rows of a relation as Postgres last counted them; undefined when that is not known. */
  estimatedRows(relation: QualifiedName): number | undefined;
  /** The schema that a relation is in: its own, or the one that the search path finds it in. */
  schemaOf(relation: QualifiedName): string | undefined;
  /** Whether the catalog says `volatile` of a function that is not Postgres' own. */
  isVolatile(called: QualifiedName): boolean;
}

/** Whether a statement may run. */
export type Verdict =
  /** `readOnly` statements run in a transaction that writes nothing. */
  | { readonly kind: 'run'; readonly readOnly: boolean }
  /** A person decides; `typed` is the word they type where a click is too easy. */
  | { readonly kind: 'ask'; readonly reasons: readonly Message[]; readonly typed?: string }
  | { readonly kind: 'refuse'; readonly reason: Message };

/**
 * The mode of a project that none was chosen for. Production is read-only until somebody says otherwise,
 * what runs on this machine is free, and everything else asks before it writes.
 */
export function defaultSafety(environment: Environment | undefined, isLocal: boolean): SafetyMode {
  if (environment === 'production') return 'read-only';
  return environment === 'local' || (environment === undefined && isLocal) ? 'free' : 'confirm';
}

/** Decides over one statement by what it does. */
export function guard({ effects, bareOnly }: Classification, project: Guarded): Verdict {
  if (project.mode === 'read-only') {
    const reason = bareOnly ? outsideOfTransaction : firstOf(effects, refusedWhenReadOnly);
    return reason ? { kind: 'refuse', reason } : { kind: 'run', readOnly: true };
  }
  const managed = effects.flatMap((effect) => managedReason(effect, project) ?? []);
  const destroyed = effects.flatMap((effect) => destroyedReason(effect, project) ?? []);
  const grave = [...managed, ...destroyed];
  if (grave.length > 0) {
    const word = nameOfFirst(effects);
    const typed = project.environment === 'production' && word !== undefined;
    return { kind: 'ask', reasons: grave, ...(typed ? { typed: word } : {}) };
  }
  const changes =
    project.mode === 'confirm' ? effects.flatMap((e) => changeReason(e, project) ?? []) : [];
  return changes.length > 0 ? { kind: 'ask', reasons: changes } : { kind: 'run', readOnly: false };
}

/** Whether a statement changes nothing, as far as it can be seen; a function of the person's own may still write. */
export function onlyReads({ effects, bareOnly }: Classification): boolean {
  return !bareOnly && firstOf(effects, refusedWhenReadOnly) === undefined;
}

const outsideOfTransaction = message(
  'This project is read-only, and this command cannot run in a read-only transaction.',
);

function firstOf(
  effects: readonly Effect[],
  reasonOf: (effect: Effect) => Message | undefined,
): Message | undefined {
  for (const effect of effects) {
    const reason = reasonOf(effect);
    if (reason) return reason;
  }
  return undefined;
}

/**
 * What a read-only transaction would let pass, or what only Postgres' sentence would explain.
 * Inside of one Postgres itself refuses writes, sequences and temporary tables, whoever causes them.
 */
function refusedWhenReadOnly(effect: Effect): Message | undefined {
  switch (effect.kind) {
    case 'reads':
      return undefined;
    case 'writes':
      return message('This project is read-only, and this changes {0}.', shown(effect.relation));
    case 'defines':
      return message(
        'This project is read-only, and this changes {0} {1}.',
        effect.object.toLowerCase(),
        effect.name ? shown(effect.name) : '',
      );
    case 'calls':
      return isDenied(effect.function)
        ? message(
            'This project is read-only, and {0}() acts beyond the rows it returns.',
            shown(effect.function),
          )
        : undefined;
    case 'transaction':
      return message('This project is read-only: its statements run in transactions of their own.');
    case 'sets':
      return message(
        'This project is read-only, and settings such as {0} could undo that.',
        effect.setting,
      );
    case 'runsCode':
      return message(
        'This project is read-only, and what this code does cannot be seen before it runs.',
      );
    case 'server':
      return message(
        'This project is read-only, and the statement uses files or programs of the server.',
      );
    case 'locks':
      return message('This project is read-only, and the statement locks rows or tables.');
    case 'session':
      return message('This project is read-only, and {0} outlives the statement.', effect.verb);
    case 'maintains':
      return outsideOfTransaction;
  }
}

/** Functions that run a text of SQL, which could hold any of the others. */
const runsText = [
  /^(?:query|cursor|table|schema|database)_to_xml/,
  /^ts_(?:stat|rewrite)$/,
  /^(?:crosstab\w*|connectby|xpath_table)$/,
];

/** Functions that Postgres runs in a read-only transaction although they act: a superuser's toolbox above all. */
const denied = [
  /^(?:set_config|setval|nextval|txid_current|pg_current_xact_id)$/,
  /^pg_(?:try_)?advisory_/,
  /^pg_(?:terminate|cancel)_backend$/,
  /^pg_(?:reload_conf|rotate_logfile|promote|notify|switch_wal|create_restore_point|wal_replay_\w+)$/,
  /^pg_(?:log_backend_memory_contexts|backup_\w+|start_backup|stop_backup)$/,
  /^pg_(?:stat_(?:\w+_)?reset\w*|(?:restore|clear)_\w+_stats|buffercache_evict\w*)$/,
  /^pg_(?:log_standby_snapshot|sync_replication_slots|nextoid)$/,
  /^(?:brin_(?:de)?summarize_\w+|gin_clean_pending_list)$/,
  /^pg_(?:create|drop|copy|replication|logical)_\w+$/,
  /^pg_(?:read|write|ls|stat)_(?:\w*file\w*|dir|\w*dir)$/,
  /^pg_(?:file|logdir|export_snapshot|import)_?\w*$/,
  /^lo_/,
  /^lo(?:read|write)$/,
  /^dblink/,
  ...runsText,
  /^(?:http|http_\w+|net\.\w+|aws_\w+\.\w+)$/,
  /^pg_(?:sleep_until)$/,
];

function isDenied({ schema, name }: QualifiedName): boolean {
  const full = /^(?:net|aws_\w+)$/.test(schema ?? '') ? `${schema}.${name}` : name;
  return denied.some((pattern) => pattern.test(full.toLowerCase()));
}

const roles = ['anon', 'authenticated', 'service_role', 'authenticator'];

function managedReason(
  effect: Effect,
  { schemaOwner, schemaApi, schemaOf }: Guarded,
): Message | undefined {
  if (effect.kind === 'defines' && effect.object === 'ROLE' && effect.name) {
    return roles.includes(effect.name.name)
      ? message(
          'Requests run as {0}: another attribute of it can open or close the whole project.',
          effect.name.name,
        )
      : undefined;
  }
  const name = changedBy(effect);
  const schema = name && schemaOf(name);
  const owner = schema === undefined ? undefined : schemaOwner(schema);
  if (schema === undefined || owner === undefined) return undefined;
  const api = schemaApi(schema);
  return api === undefined
    ? message(
        'The schema {0} belongs to {1} and may change with every version: a change by hand can break the project.',
        schema,
        owner,
      )
    : message(
        'The schema {0} belongs to {1} and may change with every version: a change by hand can break the project. Use {2} instead.',
        schema,
        owner,
        api,
      );
}

/** The name of what an effect changes, where the statement says it. */
export function changedBy(effect: Effect): QualifiedName | undefined {
  if (effect.kind === 'writes') return effect.relation;
  return effect.kind === 'defines' ? effect.name : undefined;
}

function destroyedReason(effect: Effect, { estimatedRows }: Guarded): Message | undefined {
  if (effect.kind === 'defines' && effect.verb === 'drop') {
    return message(
      'Drops {0} {1}{2}.',
      effect.object.toLowerCase(),
      effect.name ? shown(effect.name) : '',
      effect.object === 'TABLE' && effect.name ? counted(estimatedRows(effect.name)) : '',
    );
  }
  if (effect.kind !== 'writes' || effect.filtered) return undefined;
  const rows = counted(estimatedRows(effect.relation));
  const table = shown(effect.relation);
  switch (effect.verb) {
    case 'truncate':
      return message('Empties {0}{1}.', table, rows);
    case 'delete':
      return message('Deletes every row of {0}{1}: there is no filter.', table, rows);
    default:
      return message('Changes every row of {0}{1}: there is no filter.', table, rows);
  }
}

function changeReason(effect: Effect, { isVolatile }: Guarded): Message | undefined {
  switch (effect.kind) {
    case 'writes':
      return message('Writes to {0} ({1}).', shown(effect.relation), effect.verb.toUpperCase());
    case 'defines':
      return message(
        'Changes the database: {0} {1} {2}.',
        effect.verb.toUpperCase(),
        effect.object,
        effect.name ? shown(effect.name) : '',
      );
    case 'calls':
      return isDenied(effect.function) || isVolatile(effect.function)
        ? message('Calls {0}(), which may change more than it returns.', shown(effect.function))
        : undefined;
    case 'runsCode':
      return message('Runs code whose effects cannot be seen before it runs.');
    case 'server':
      return message('Uses files or programs of the server.');
    default:
      return undefined;
  }
}

/** The name that a person types to confirm: of what is destroyed or changed first. */
function nameOfFirst(effects: readonly Effect[]): string | undefined {
  return effects.flatMap((effect) => changedBy(effect)?.name ?? [])[0];
}

function counted(rows: number | undefined): string {
  return rows === undefined || rows < 0 ? '' : ` (≈ ${rows.toLocaleString('en')} rows)`;
}

function shown({ schema, name }: QualifiedName): string {
  return schema === undefined || schema === name ? name : `${schema}.${name}`;
}
