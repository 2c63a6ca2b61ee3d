import { Failure, message } from './errors';

/** One step of a plan, as `EXPLAIN (FORMAT JSON)` has it. Times are milliseconds of the clock, all loops together. */
export interface PlanNode {
  /** `Seq Scan on products`, `Hash Left Join`. */
  readonly title: string;
  /** What it filters, joins or sorts by, and what it had to throw away. */
  readonly details: readonly string[];
  /** Of all loops; `actual` only after ANALYZE, and 0 where the step never ran. */
  readonly rows: { readonly estimated: number; readonly actual?: number };
  readonly loops: number;
  /** With the steps below it. */
  readonly cost: number;
  readonly milliseconds?: number;
  /** Without the steps below it, of the whole statement: of its time after ANALYZE, else of its cost; 0 to 1. */
  readonly share: number;
  readonly children: readonly PlanNode[];
}

export interface Plan {
  readonly root: PlanNode;
  readonly isAnalyzed: boolean;
  readonly planning?: number;
  readonly execution?: number;
  /** What triggers took, by their name. */
  readonly triggers: readonly { readonly name: string; readonly milliseconds: number }[];
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads the answer of `EXPLAIN (FORMAT JSON)` (https://www.postgresql.org/docs/current/sql-explain.html).
 * Throws `badAnswer` for anything else.
 */
export function readPlan(json: string): Plan {
  const [explained] = parsed(json);
  const root = fieldsOf(explained?.Plan);
  if (!explained || !root) {
    throw new Failure('badAnswer', message('The server answered EXPLAIN with something else.'));
  }
  const planning = numberOf(explained['Planning Time']);
  const execution = numberOf(explained['Execution Time']);
  const isAnalyzed = root['Actual Loops'] !== undefined;
  return {
    root: readNode(root, { isAnalyzed, whole: weightOf(root, 1, isAnalyzed), processes: 1 }),
    isAnalyzed,
    ...(planning === undefined ? {} : { planning }),
    ...(execution === undefined ? {} : { execution }),
    triggers: listOf(explained.Triggers).map((trigger) => ({
      name: textOf(trigger['Trigger Name'] ?? trigger['Constraint Name']),
      milliseconds: numberOf(trigger.Time) ?? 0,
    })),
  };
}

/** All steps, each before those below it. */
export function stepsOf(node: PlanNode): readonly PlanNode[] {
  return [node, ...node.children.flatMap(stepsOf)];
}

/** The step that takes most of the time, or of the cost, without those below it. */
export function costliest({ root }: Plan): PlanNode {
  return stepsOf(root).reduce((most, node) => (node.share > most.share ? node : most));
}

interface Around {
  readonly isAnalyzed: boolean;
  /** The time or the cost of the whole statement. */
  readonly whole: number;
  /** That work side by side, under a Gather: their times are added up in the plan. */
  readonly processes: number;
}

function readNode(fields: Fields, around: Around): PlanNode {
  const { isAnalyzed, whole, processes } = around;
  const launched = numberOf(fields['Workers Launched']);
  const below = launched === undefined ? processes : launched + 1;
  const plans = listOf(fields.Plans);
  const weight = weightOf(fields, processes, isAnalyzed);
  const own = plans.reduce((rest, plan) => rest - weightOf(plan, below, isAnalyzed), weight);
  const loops = numberOf(fields['Actual Loops']) ?? 1;
  const actual = numberOf(fields['Actual Rows']);
  return {
    title: titleOf(fields),
    details: detailsOf(fields),
    rows: {
      estimated: (numberOf(fields['Plan Rows']) ?? 0) * Math.max(loops, 1),
      ...(actual === undefined ? {} : { actual: actual * loops }),
    },
    loops,
    cost: numberOf(fields['Total Cost']) ?? 0,
    ...(isAnalyzed ? { milliseconds: weight } : {}),
    share: whole > 0 ? Math.min(1, Math.max(0, own) / whole) : 0,
    children: plans.map((plan) => readNode(plan, { ...around, processes: below })),
  };
}

function weightOf(fields: Fields, processes: number, isAnalyzed: boolean): number {
  if (!isAnalyzed) return numberOf(fields['Total Cost']) ?? 0;
  const loops = numberOf(fields['Actual Loops']) ?? 0;
  return ((numberOf(fields['Actual Total Time']) ?? 0) * loops) / Math.min(processes, loops || 1);
}

function titleOf(fields: Fields): string {
  const type = textOf(fields['Node Type']);
  const name = type === 'ModifyTable' ? textOf(fields.Operation) : kindOf(type, fields);
  const what =
    fields['Relation Name'] ??
    fields['CTE Name'] ??
    fields['Function Name'] ??
    fields['Table Function Name'];
  const alias = fields.Alias === what ? '' : textOf(fields.Alias);
  const parts = [
    fields['Parallel Aware'] === true ? `Parallel ${name}` : name,
    fields['Index Name'] === undefined ? '' : `using ${textOf(fields['Index Name'])}`,
    what === undefined ? '' : `on ${textOf(what)}`,
    what === undefined ? '' : alias,
  ];
  const role = fields['Subplan Name'];
  const title = parts.filter((part) => part !== '').join(' ');
  return role === undefined ? title : `${textOf(role)}: ${title}`;
}

/** As the text form of EXPLAIN names it: `Hash Left Join`, `Partial HashAggregate`. */
function kindOf(type: string, fields: Fields): string {
  const join = textOf(fields['Join Type']);
  if (join !== '' && join !== 'Inner') return type.replace(/ ?(Join|Loop)$/, ` ${join} $1`);
  if (type !== 'Aggregate') return type;
  const mode = textOf(fields['Partial Mode']);
  const kind = aggregates[textOf(fields.Strategy)] ?? type;
  return mode === '' || mode === 'Simple' ? kind : `${mode} ${kind}`;
}

const aggregates: Readonly<Record<string, string>> = {
  Hashed: 'HashAggregate',
  Sorted: 'GroupAggregate',
  Mixed: 'MixedAggregate',
};

/** What of a step is shown beside its title, in this order. */
const conditions = [
  'Index Cond',
  'Recheck Cond',
  'Hash Cond',
  'Merge Cond',
  'Join Filter',
  'Filter',
  'One-Time Filter',
  'Sort Key',
  'Group Key',
];
const removals = [
  'Rows Removed by Filter',
  'Rows Removed by Join Filter',
  'Rows Removed by Index Recheck',
  'Heap Fetches',
];

function detailsOf(fields: Fields): readonly string[] {
  const said = conditions.flatMap((key) =>
    fields[key] === undefined ? [] : [`${key}: ${textOf(fields[key])}`],
  );
  const removed = removals.flatMap((key) => {
    const count = numberOf(fields[key]) ?? 0;
    return count > 0 ? [`${key}: ${count.toLocaleString('en')}`] : [];
  });
  const onDisk = textOf(fields['Sort Space Type']) === 'Disk';
  const space = onDisk ? [`Sorted on disk: ${textOf(fields['Sort Space Used'])} kB`] : [];
  const read = numberOf(fields['Shared Read Blocks']) ?? 0;
  const hit = numberOf(fields['Shared Hit Blocks']) ?? 0;
  const blocks =
    read + hit > 0
      ? [`Blocks: ${hit.toLocaleString('en')} cached, ${read.toLocaleString('en')} read`]
      : [];
  return [...said, ...removed, ...space, ...blocks];
}

function parsed(json: string): readonly Fields[] {
  try {
    return listOf(JSON.parse(json));
  } catch {
    return [];
  }
}

function listOf(value: unknown): readonly Fields[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.map(fieldsOf).filter((fields) => fields !== undefined);
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
