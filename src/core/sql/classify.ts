import type { Node, RangeVar } from 'libpg-query';
import { definitionsOf } from './definitions';
import { entry, type Members, nameOf, type QualifiedName, relationOf, wordsOf } from './names';
import { runsBare, utilities } from './utilities';

/** One thing that a statement does. */
export type Effect =
  | { readonly kind: 'reads'; readonly relation: QualifiedName }
  | {
      readonly kind: 'writes';
      readonly verb: 'insert' | 'update' | 'delete' | 'merge' | 'truncate' | 'copy';
      readonly relation: QualifiedName;
      /** False for an UPDATE or DELETE without a WHERE, and for TRUNCATE. */
      readonly filtered: boolean;
    }
  /** Creates, changes or drops something: `object` as SQL says it, `TABLE`. */
  | {
      readonly kind: 'defines';
      readonly verb: 'create' | 'alter' | 'drop' | 'grant';
      readonly object: string;
      readonly name?: QualifiedName;
    }
  | { readonly kind: 'calls'; readonly function: QualifiedName }
  /** `BEGIN`, `COMMIT`, `SET TRANSACTION`. */
  | { readonly kind: 'transaction'; readonly opens: boolean }
  | { readonly kind: 'sets'; readonly setting: string }
  /** Code whose effects cannot be seen: `DO`, `CALL`, `EXECUTE`. */
  | { readonly kind: 'runsCode' }
  /** A file or a program of the server. */
  | { readonly kind: 'server' }
  | { readonly kind: 'locks'; readonly relation?: QualifiedName }
  /** `NOTIFY`, `LISTEN`, `PREPARE`, `DISCARD`: what outlives the statement without being stored. */
  | { readonly kind: 'session'; readonly verb: string }
  /** `VACUUM`, `ANALYZE`, `REINDEX`: changes nothing that a query sees. */
  | { readonly kind: 'maintains' };

export interface Classification {
  readonly effects: readonly Effect[];
  /** True for the commands that Postgres refuses inside of a transaction: `VACUUM`, `CREATE DATABASE`. */
  readonly bareOnly: boolean;
}

/** What one parsed statement does, its common table expressions and what it explains included. */
export function classify(statement: Node): Classification {
  const [type, members] = entry(statement) ?? ['', {}];
  const effects: Effect[] = [];
  walk(statement, effects, new Set());
  return { effects, bareOnly: runsBare(type, members) };
}

/** Adds the effects of a node and of everything below it; `ctes` are names that are no tables here. */
function walk(node: unknown, effects: Effect[], ctes: ReadonlySet<string>): void {
  if (Array.isArray(node)) {
    for (const item of node) walk(item, effects, ctes);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (typeof value !== 'object' || value === null) continue;
    const visit = visitors[key] ?? (isDefinition(key) ? defines(key) : undefined);
    const inner = visit?.(value as Members, effects, ctes);
    if (inner === 'seen') continue;
    walk(value, effects, inner ?? withCtes(value as Members, ctes));
  }
}

function isDefinition(type: string): boolean {
  return /^[A-Z]\w*Stmt$/.test(type) && type !== 'SelectStmt';
}

/** A view or a table is made of a query; the bodies of functions are text. */
function defines(type: string): Visitor {
  return (members, effects) => {
    effects.push(...definitionsOf(type, members));
    return undefined;
  };
}

/** `seen` when nothing below matters any more, else the names of common table expressions that hold below. */
type Visitor = (
  members: Members,
  effects: Effect[],
  ctes: ReadonlySet<string>,
) => 'seen' | ReadonlySet<string> | undefined;

const visitors: Readonly<Record<string, Visitor>> = {
  InsertStmt: (members, effects, ctes) => writes('insert', members, effects, ctes),
  UpdateStmt: (members, effects, ctes) => writes('update', members, effects, ctes),
  DeleteStmt: (members, effects, ctes) => writes('delete', members, effects, ctes),
  MergeStmt: (members, effects, ctes) => writes('merge', members, effects, ctes),
  intoClause: creates,
  RangeVar: (members, effects, ctes) => {
    const relation = relationOf(members as RangeVar);
    if (relation.schema === undefined && ctes.has(relation.name)) return 'seen';
    effects.push({ kind: 'reads', relation });
    return 'seen';
  },
  ExplainStmt: (members, effects, ctes) => {
    const planned: Effect[] = [];
    walk(members.query, planned, ctes);
    // Without ANALYZE nothing runs: what it would write, it only looks at.
    const { options } = members;
    effects.push(...(isAnalyzed(options) ? planned : planned.filter(isSeen)));
    return 'seen';
  },
  LockingClause: (_members, effects) => {
    effects.push({ kind: 'locks' });
    return undefined;
  },
  FuncCall: (members, effects) => {
    effects.push({ kind: 'calls', function: nameOf(wordsOf(members.funcname)) });
    return undefined;
  },
  ...Object.fromEntries(
    Object.entries(utilities).map(([type, { effects: of, goesOn }]): [string, Visitor] => [
      type,
      (members, effects) => {
        effects.push(...of(members));
        return goesOn ? undefined : 'seen';
      },
    ]),
  ),
};

function isSeen({ kind }: Effect): boolean {
  return kind === 'reads';
}

function isAnalyzed(options: unknown): boolean {
  return Array.isArray(options) && options.some((option) => saysYes(entry(option)?.[1] ?? {}));
}

function saysYes({ defname, arg }: Members): boolean {
  if (defname !== 'analyze') return false;
  const [, { sval, ival, boolval }] = entry(arg) ?? ['', {}];
  if (sval !== undefined) return !/^(?:false|off|no|0)$/i.test(String(sval));
  if (arg === undefined) return true;
  return Boolean(ival ?? boolval);
}

function writes(
  verb: 'insert' | 'update' | 'delete' | 'merge',
  members: Members,
  effects: Effect[],
  ctes: ReadonlySet<string>,
): 'seen' {
  const { relation, ...rest } = members;
  effects.push({
    kind: 'writes',
    verb,
    relation: relationOf(relation as RangeVar),
    filtered: verb === 'insert' || verb === 'merge' || members.whereClause !== undefined,
  });
  walk(rest, effects, withCtes(members, ctes));
  return 'seen';
}

function creates(members: Members, effects: Effect[]): 'seen' {
  effects.push({
    kind: 'defines',
    verb: 'create',
    object: 'TABLE',
    name: relationOf(members.rel as RangeVar),
  });
  return 'seen';
}

function withCtes(members: Members, ctes: ReadonlySet<string>): ReadonlySet<string> {
  const clause = members.withClause as { readonly ctes?: readonly Node[] } | undefined;
  if (!clause?.ctes) return ctes;
  const names = clause.ctes.flatMap((cte) =>
    'CommonTableExpr' in cte ? (cte.CommonTableExpr.ctename ?? []) : [],
  );
  return new Set([...ctes, ...names]);
}
