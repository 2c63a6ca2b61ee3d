import * as vscode from 'vscode';
import { aligned } from '../core/alignedText';
import { costliest, type Plan, type PlanNode, stepsOf } from '../core/explain';

export interface ExplainedStatement {
  readonly project: string;
  readonly role: string;
  readonly text: string;
  /** Whether what it wrote was rolled back. */
  readonly rolledBack: boolean;
}

/** Estimates that are off by more than this mislead the planner. */
const farOff = 10;
/** Of fewer rows nobody needs to know. */
const fewRows = 100;

interface Line {
  readonly cells: readonly string[];
  readonly tree: string;
}

/** A plan as a tree to read: what each step took by itself, and the step that took most of it. */
export function planText(plan: Plan, statement: ExplainedStatement): string {
  const { t } = vscode.l10n;
  const most = costliest(plan);
  const head = plan.isAnalyzed
    ? [t('own ms'), t('share'), t('rows'), t('estimated'), t('cost'), '']
    : [t('share'), t('rows'), t('cost'), ''];
  const lines = linesOf(plan, most, plan.root, '', '');
  return [
    t('Plan on {0} as {1}', statement.project, statement.role),
    ...summaryOf(plan, statement, most),
    '',
    ...laidOut([{ cells: head, tree: '' }, ...lines]),
    '',
    statement.text,
    '',
  ].join('\n');
}

function summaryOf(plan: Plan, { rolledBack }: ExplainedStatement, most: PlanNode): string[] {
  const { t } = vscode.l10n;
  const share = percent(most.share);
  const times = [
    plan.planning === undefined ? '' : t('planning {0} ms', milliseconds(plan.planning)),
    plan.execution === undefined ? '' : t('execution {0} ms', milliseconds(plan.execution)),
    ...plan.triggers.map(({ name, milliseconds: took }) =>
      t('trigger {0} {1} ms', name, milliseconds(took)),
    ),
  ].filter((text) => text !== '');
  const off = plan.isAnalyzed ? stepsOf(plan.root).filter(isFarOff) : [];
  return [
    ...(times.length > 0 ? [times.join(' · ')] : []),
    ...(rolledBack
      ? [t('It ran in a transaction that was rolled back: nothing it wrote is kept.')]
      : []),
    ...(plan.isAnalyzed
      ? [t('► {0} took most of the time: {1}.', most.title, share)]
      : [
          t('► {0} is the costliest step by the estimates: {1}.', most.title, share),
          t(
            'Nothing was run. Powabase: Explain Analyze SQL runs it and shows what each step really took.',
          ),
        ]),
    ...off.map(({ title, rows }) =>
      t(
        '! {0}: {1} rows where {2} were expected.',
        title,
        count(rows.actual ?? 0),
        count(rows.estimated),
      ),
    ),
  ];
}

function linesOf(
  plan: Plan,
  most: PlanNode,
  node: PlanNode,
  branch: string,
  trunk: string,
): readonly Line[] {
  const { t } = vscode.l10n;
  const { rows, loops } = node;
  const marks = `${node === most ? '►' : ''}${plan.isAnalyzed && isFarOff(node) ? '!' : ''}`;
  const ran = rows.actual === undefined || loops > 0;
  const cost = node.cost.toFixed(2);
  const own = ran ? milliseconds(node.share * wholeOf(plan)) : '–';
  const cells = plan.isAnalyzed
    ? [own, percent(node.share), count(rows.actual ?? 0), count(rows.estimated), cost, marks]
    : [percent(node.share), count(rows.estimated), cost, marks];
  const times = loops > 1 ? ` ×${count(loops)}` : '';
  const never = ran ? '' : ` (${t('never ran')})`;
  const nodes = node.children;
  return [
    { cells, tree: `${branch}${node.title}${times}${never}` },
    ...node.details.map((detail) => ({
      cells: cells.map(() => ''),
      tree: `${trunk}${nodes.length > 0 ? '│ ' : '  '}  ${detail}`,
    })),
    ...nodes.flatMap((child, at) =>
      at === nodes.length - 1
        ? linesOf(plan, most, child, `${trunk}└─ `, `${trunk}   `)
        : linesOf(plan, most, child, `${trunk}├─ `, `${trunk}│  `),
    ),
  ];
}

function wholeOf({ root }: Plan): number {
  return root.milliseconds ?? 0;
}

/** The numbers to the right, the tree behind them. */
function laidOut(lines: readonly Line[]): readonly string[] {
  const numbers = aligned(
    lines.map(({ cells }) => [...cells, '|']),
    'right',
  );
  return lines.map(({ tree }, at) => `${numbers[at]?.slice(0, -1)}${tree}`.trimEnd());
}

function isFarOff({ rows, loops }: PlanNode): boolean {
  const actual = rows.actual ?? 0;
  const [small, large] = [Math.min(actual, rows.estimated), Math.max(actual, rows.estimated)];
  return loops > 0 && large >= fewRows && large > Math.max(small, 1) * farOff;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function count(rows: number): string {
  return Math.round(rows).toLocaleString('en');
}

function milliseconds(value: number): string {
  return value.toFixed(value < 10 ? 3 : 1);
}
