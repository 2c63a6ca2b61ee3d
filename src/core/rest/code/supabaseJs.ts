import { lines } from '../../snippets/code';
import { importsOf, quoted } from '../../snippets/javascript';
import { client, clientImport } from '../../snippets/targets/supabaseJs';
import { requestSlots } from '../../snippets/values';
import { type CodeTarget, notWith } from './request';
import { holdsStandIn } from './standIns';
import { type Counts, type Step, stepsOf } from './steps';
import { exactLiteral } from './values';

const library = 'supabase-js';

/** https://supabase.com/docs/reference/javascript/select */
export const supabaseJs: CodeTarget = {
  id: 'supabaseJs',
  label: 'supabase-js',
  language: 'typescript',
  feature: 'supabaseClient',
  render: (context, request) => {
    if (request.method === 'OPTIONS') notWith(library, '{0} sends no {1}.', 'OPTIONS');
    const steps = stepsOf(library, request).map(call);
    return {
      imports: [clientImport, ...importsOf(context, requestSlots(context))],
      body: lines(
        client(context),
        '',
        'const { data: rows, error } = await supabase',
        ...steps.map((step, index) => `  .${step}${index === steps.length - 1 ? ';' : ''}`),
        'if (error) throw error;',
      ),
    };
  },
};

type Options = Readonly<Record<string, string | undefined>>;

function withOptions(name: string, args: readonly string[], options: Options = {}): string {
  const members = Object.entries(options).flatMap(([key, value]) =>
    value === undefined ? [] : `${key}: ${value}`,
  );
  const last = members.length > 0 ? [`{ ${members.join(', ')} }`] : [];
  return `${name}(${[...args, ...last].join(', ')})`;
}

function counted({ count, head }: Counts): Options {
  return { count: text(count), head: head ? 'true' : undefined };
}

function text(value: string | undefined): string | undefined {
  return value === undefined ? undefined : quoted(value);
}

function call(step: Step): string {
  switch (step.kind) {
    case 'schema':
      return `schema(${quoted(step.name)})`;
    case 'from':
      return `from(${quoted(step.table)})`;
    case 'rpc': {
      const { given, counts, name } = step;
      if (typeof given === 'string') {
        return withOptions('rpc', [quoted(name), exactLiteral(given, 'js')], counted(counts));
      }
      const members = given.map(([key, value]) => `${JSON.stringify(key)}: ${quoted(value)}`);
      const args = members.length > 0 ? `{ ${members.join(', ')} }` : '{}';
      return withOptions('rpc', [quoted(name), args], { get: 'true', ...counted(counts) });
    }
    case 'select':
      return withOptions('select', [quoted(step.columns)], counted(step.counts));
    case 'insert':
    case 'upsert':
      return withOptions(step.kind, [exactLiteral(step.json, 'js')], {
        onConflict: text(step.onConflict),
        ignoreDuplicates: step.ignoresDuplicates ? 'true' : undefined,
        defaultToNull: step.fillsDefaults ? 'false' : undefined,
        ...counted(step.counts),
      });
    case 'update':
      return withOptions('update', [exactLiteral(step.json, 'js')], counted(step.counts));
    case 'delete':
      return withOptions('delete', [], counted(step.counts));
    case 'filter':
      return filter(step);
    case 'or':
      return withOptions('or', [quoted(step.conditions)], { referencedTable: text(step.table) });
    case 'order':
      return withOptions('order', [quoted(step.column)], {
        ascending: step.descending ? 'false' : undefined,
        nullsFirst: step.nullsFirst === undefined ? undefined : String(step.nullsFirst),
        referencedTable: text(step.table),
      });
    case 'limit':
      return withOptions('limit', [String(step.count)], { referencedTable: text(step.table) });
    case 'range':
      return withOptions('range', [String(step.first), String(step.last)], {
        referencedTable: text(step.table),
      });
    case 'single':
    case 'csv':
    case 'rollback':
      return `${step.kind}()`;
    case 'header':
      return `setHeader(${quoted(step.name)}, ${quoted(step.value)})`;
  }
}

/** Those that are methods and send their value as it is. */
const plain = new Set(['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'like', 'ilike']);

function filter(step: Extract<Step, { kind: 'filter' }>): string {
  const { column, operator, value, items, isNegated } = step;
  if (isNegated) return `not(${quoted(column)}, ${quoted(operator)}, ${quoted(value)})`;
  if (plain.has(operator)) return `${operator}(${quoted(column)}, ${scalar(value)})`;
  if (operator === 'is' && /^(?:null|true|false)$/.test(value)) {
    return `is(${quoted(column)}, ${value})`;
  }
  // The library puts a value in quotes for its commas and brackets, not for what else may stand in it.
  if (operator === 'in' && items?.every(isPlainItem)) {
    return `in(${quoted(column)}, [${items.map(scalar).join(', ')}])`;
  }
  return `filter(${quoted(column)}, ${quoted(operator)}, ${quoted(value)})`;
}

/** A variable may hold several items. */
function isPlainItem(item: string): boolean {
  return /^[^"\\]+$/.test(item) && item.trim() === item && !holdsStandIn(item);
}

/** A number stands bare where JavaScript keeps all its digits. */
function scalar(value: string): string {
  return /^-?(?:0|[1-9]\d{0,14})$/.test(value) ? value : quoted(value);
}
