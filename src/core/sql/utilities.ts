import type { RangeVar } from 'libpg-query';
import type { Effect } from './classify';
import { entry, type Members, relationOf } from './names';

interface Utility {
  effects(members: Members): readonly Effect[];
  /** Whether what it holds has effects of its own: a query that is explained or copied. */
  readonly goesOn?: boolean;
}

/** The commands that are neither queries nor definitions. */
export const utilities: Readonly<Record<string, Utility>> = {
  TransactionStmt: {
    effects: ({ kind }) => [
      { kind: 'transaction', opens: kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START' },
    ],
  },
  ConstraintsSetStmt: { effects: () => [{ kind: 'transaction', opens: false }] },
  VariableSetStmt: {
    effects: ({ name, kind }) => {
      const setting = typeof name === 'string' ? name : String(kind);
      return /^(?:session characteristics|transaction)/i.test(setting)
        ? [{ kind: 'transaction', opens: false }]
        : [{ kind: 'sets', setting }];
    },
  },
  VariableShowStmt: { effects: () => [] },
  CopyStmt: {
    goesOn: true,
    effects: ({ relation, is_from, is_program, filename }) => {
      const effects: Effect[] = [];
      if (relation) {
        const name = relationOf(relation as RangeVar);
        if (is_from) effects.push({ kind: 'writes', verb: 'copy', relation: name, filtered: true });
        else effects.push({ kind: 'reads', relation: name });
      }
      if (is_program || filename !== undefined) effects.push({ kind: 'server' });
      return effects;
    },
  },
  TruncateStmt: {
    effects: ({ relations }) =>
      rangesOf(relations).map((relation) => ({
        kind: 'writes',
        verb: 'truncate',
        relation,
        filtered: false,
      })),
  },
  LockStmt: {
    effects: ({ relations }) =>
      rangesOf(relations).map((relation) => ({ kind: 'locks', relation })),
  },
  DoStmt: { effects: () => [{ kind: 'runsCode' }] },
  CallStmt: {
    goesOn: true,
    effects: () => [{ kind: 'runsCode' }],
  },
  PrepareStmt: session('PREPARE', true),
  ExecuteStmt: { effects: () => [{ kind: 'runsCode' }] },
  DeallocateStmt: session('DEALLOCATE'),
  DeclareCursorStmt: session('DECLARE', true),
  FetchStmt: session('FETCH'),
  ClosePortalStmt: session('CLOSE'),
  ListenStmt: session('LISTEN'),
  UnlistenStmt: session('UNLISTEN'),
  NotifyStmt: session('NOTIFY'),
  DiscardStmt: session('DISCARD'),
  LoadStmt: { effects: () => [{ kind: 'server' }] },
  VacuumStmt: { effects: () => [{ kind: 'maintains' }] },
  ReindexStmt: { effects: () => [{ kind: 'maintains' }] },
  ClusterStmt: { effects: () => [{ kind: 'maintains' }] },
  CheckPointStmt: { effects: () => [{ kind: 'maintains' }] },
};

function session(verb: string, goesOn = false): Utility {
  return { goesOn, effects: () => [{ kind: 'session', verb }] };
}

function rangesOf(list: unknown) {
  return Array.isArray(list)
    ? list.flatMap((node) => {
        const [type, members] = entry(node) ?? ['', {}];
        return type === 'RangeVar' ? [relationOf(members as RangeVar)] : [];
      })
    : [];
}

/** What Postgres runs outside of a transaction alone, and what a person ends a transaction with. */
export function runsBare(type: string, members: Members): boolean {
  switch (type) {
    case 'VacuumStmt':
      return members.is_vacuumcmd === true;
    case 'CreatedbStmt':
    case 'DropdbStmt':
    case 'AlterSystemStmt':
    case 'CreateTableSpaceStmt':
    case 'DropTableSpaceStmt':
    case 'TransactionStmt':
      return true;
    case 'IndexStmt':
    case 'DropStmt':
      return members.concurrent === true;
    case 'ReindexStmt':
      return JSON.stringify(members.params ?? '').includes('concurrently');
    default:
      return false;
  }
}
