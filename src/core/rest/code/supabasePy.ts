import { literal } from '../../connectionStrings/quoting';
import { lines } from '../../snippets/code';
import { importsOf } from '../../snippets/python';
import { client, clientImport } from '../../snippets/targets/supabasePy';
import { type CodeTarget, notWith } from './request';
import { type Counts, type Step, stepsOf } from './steps';
import { exactLiteral } from './values';

const library = 'supabase-py';

/** https://supabase.com/docs/reference/python/select */
export const supabasePy: CodeTarget = {
  id: 'supabasePy',
  label: 'supabase-py',
  language: 'python',
  feature: 'supabaseClient',
  render: (context, request) => {
    const steps = stepsOf(library, request);
    const writes = steps.some(({ kind }) => isWrite(kind));
    const returns = steps.some(({ kind }) => kind === 'select');
    const calls = steps
      .filter(({ kind }) => !(writes && kind === 'select'))
      .map((step) => call(step, returns));
    const narrow = steps.find((step) => writes && step.kind === 'select' && step.columns !== '*');
    if (narrow)
      notWith(library, '{0} returns all the columns of what it has written: leave select= out.');
    return {
      imports: [...importsOf(context), clientImport],
      body: lines(
        client(context),
        'response = (',
        '    supabase',
        ...calls.map((one) => `    .${one}`),
        '    .execute()',
        ')',
        'rows = response.data',
      ),
    };
  },
};

function isWrite(kind: Step['kind']): boolean {
  return kind === 'insert' || kind === 'upsert' || kind === 'update' || kind === 'delete';
}

type Options = Readonly<Record<string, string | undefined>>;

function withOptions(name: string, args: readonly string[], options: Options = {}): string {
  const named = Object.entries(options).flatMap(([key, value]) =>
    value === undefined ? [] : `${key}=${value}`,
  );
  return `${name}(${[...args, ...named].join(', ')})`;
}

function counted({ count, head }: Counts): Options {
  return { count: text(count), head: head ? 'True' : undefined };
}

function text(value: string | undefined): string | undefined {
  return value === undefined ? undefined : literal(value);
}

function returning(returns: boolean): Options {
  return { returning: returns ? undefined : literal('minimal') };
}

function call(step: Step, returns: boolean): string {
  switch (step.kind) {
    case 'schema':
      return `schema(${literal(step.name)})`;
    case 'from':
      return `table(${literal(step.table)})`;
    case 'rpc': {
      const { given, counts, name } = step;
      if (typeof given === 'string') {
        return withOptions('rpc', [literal(name), exactLiteral(given, 'python')], counted(counts));
      }
      const members = given.map(([key, value]) => `${literal(key)}: ${literal(value)}`);
      const args = `{${members.join(', ')}}`;
      return withOptions('rpc', [literal(name), args], { get: 'True', ...counted(counts) });
    }
    case 'select':
      return withOptions('select', [literal(step.columns)], counted(step.counts));
    case 'insert':
    case 'upsert':
      return withOptions(step.kind, [exactLiteral(step.json, 'python')], {
        on_conflict: text(step.onConflict),
        ignore_duplicates: step.ignoresDuplicates ? 'True' : undefined,
        default_to_null: step.fillsDefaults ? 'False' : undefined,
        count: text(step.counts.count),
        ...returning(returns),
      });
    case 'update':
      return withOptions('update', [exactLiteral(step.json, 'python')], {
        count: text(step.counts.count),
        ...returning(returns),
      });
    case 'delete':
      return withOptions('delete', [], { count: text(step.counts.count), ...returning(returns) });
    case 'filter': {
      const { column, operator, value, isNegated } = step;
      const args = [column, operator, value].map(literal).join(', ');
      return `${isNegated ? 'not_.' : ''}${named(step) ?? `filter(${args})`}`;
    }
    case 'or':
      return withOptions('or_', [literal(step.conditions)], { reference_table: text(step.table) });
    case 'order':
      return withOptions('order', [literal(step.column)], {
        desc: step.descending ? 'True' : undefined,
        nullsfirst: step.nullsFirst === undefined ? undefined : step.nullsFirst ? 'True' : 'False',
        foreign_table: text(step.table),
      });
    case 'limit':
      return withOptions('limit', [String(step.count)], { foreign_table: text(step.table) });
    case 'range':
      return withOptions('range', [String(step.first), String(step.last)], {
        foreign_table: text(step.table),
      });
    case 'single':
    case 'csv':
      return `${step.kind}()`;
    case 'rollback':
      return notWith(library, '{0} has no call for Prefer: {1}.', 'tx=rollback');
    case 'header':
      return notWith(library, '{0} sends no header {1}.', step.name);
  }
}

const plain = new Set(['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'like', 'ilike']);

function named({ column, operator, value }: Extract<Step, { kind: 'filter' }>): string | undefined {
  if (plain.has(operator)) return `${operator}(${literal(column)}, ${literal(value)})`;
  return operator === 'is' ? `is_(${literal(column)}, ${literal(value)})` : undefined;
}
