import type { Name, Parameter } from '../ast';
import { readRange } from '../headers';
import { decodedParameter } from '../print';
import { parametersOf } from '../target';
import { type CodeRequest, notWith } from './request';

/** One call of a Supabase client library; the languages spell it differently. */
export type Step =
  | { readonly kind: 'schema'; readonly name: string }
  | { readonly kind: 'from'; readonly table: string }
  /** Values as they stand in the query, or the JSON object of the body. */
  | {
      readonly kind: 'rpc';
      readonly name: string;
      readonly given: readonly (readonly [string, string])[] | string;
      readonly counts: Counts;
    }
  | { readonly kind: 'select'; readonly columns: string; readonly counts: Counts }
  | {
      readonly kind: 'insert' | 'upsert';
      readonly json: string;
      readonly onConflict: string | undefined;
      readonly ignoresDuplicates: boolean;
      readonly fillsDefaults: boolean;
      readonly counts: Counts;
    }
  | { readonly kind: 'update'; readonly json: string; readonly counts: Counts }
  | { readonly kind: 'delete'; readonly counts: Counts }
  | {
      readonly kind: 'filter';
      readonly isNegated: boolean;
      readonly column: string;
      readonly operator: string;
      readonly value: string;
      /** Of a list in brackets. */
      readonly items: readonly string[] | undefined;
    }
  | { readonly kind: 'or'; readonly conditions: string; readonly table: string | undefined }
  | {
      readonly kind: 'order';
      readonly column: string;
      readonly descending: boolean;
      readonly nullsFirst: boolean | undefined;
      readonly table: string | undefined;
    }
  | { readonly kind: 'limit'; readonly count: number; readonly table: string | undefined }
  | {
      readonly kind: 'range';
      readonly first: number;
      readonly last: number;
      readonly table: string | undefined;
    }
  | { readonly kind: 'single' | 'csv' | 'rollback' }
  | { readonly kind: 'header'; readonly name: string; readonly value: string };

export interface Counts {
  readonly count: string | undefined;
  /** Only the headers of the answer. */
  readonly head: boolean;
}

/** What a client library does for a request. Throws `badInput` with what it cannot. */
export function stepsOf(library: string, request: CodeRequest): readonly Step[] {
  const { method, headers, parsed, body } = request;
  const header = (name: string) => headers.find(([known]) => known.toLowerCase() === name)?.[1];
  const preferences = new Map(
    parsed.headers.flatMap(({ preferences: all }) => all).map(({ name, value }) => [name, value]),
  );
  const counts = { count: preferences.get('count'), head: method === 'HEAD' };
  const profile = header('accept-profile') ?? header('content-profile');
  const { path } = parsed.target;
  if (path.kind !== 'table' && path.kind !== 'function') {
    return notWith(library, '{0} asks for tables and functions alone.');
  }
  return [
    ...(profile === undefined ? [] : [{ kind: 'schema', name: profile } as const]),
    ...(path.kind === 'function'
      ? callSteps(library, request, path.name, counts)
      : tableSteps(library, request, path.name, counts, preferences)),
    ...parsed.target.parameters.flatMap((parameter) => parameterSteps(library, parameter)),
    ...rangeSteps(library, request),
    ...headerSteps(library, request, preferences, body !== undefined),
  ];
}

function callSteps(
  library: string,
  { method, body, parsed }: CodeRequest,
  name: string,
  counts: Counts,
): readonly Step[] {
  const select = selectOf(parsed.target.parameters);
  const columns: readonly Step[] =
    select === undefined
      ? []
      : [{ kind: 'select', columns: select, counts: { count: undefined, head: false } }];
  if (method === 'POST') return [{ kind: 'rpc', name, given: body ?? '{}', counts }, ...columns];
  if (method !== 'GET' && method !== 'HEAD') {
    return notWith(library, '{0} calls a function by GET or POST.');
  }
  const given = parametersOf(parsed.target, 'argument').map((argument): [string, string] => [
    'kind' in argument.name ? '' : argument.name.name,
    argument.text,
  ]);
  return [{ kind: 'rpc', name, given, counts }, ...columns];
}

function tableSteps(
  library: string,
  { method, body = '', parsed }: CodeRequest,
  table: string,
  counts: Counts,
  preferences: ReadonlyMap<string, string>,
): readonly Step[] {
  const from: Step = { kind: 'from', table };
  const select = selectOf(parsed.target.parameters);
  const { count } = counts;
  const returned: readonly Step[] =
    preferences.get('return') === 'representation'
      ? [{ kind: 'select', columns: select ?? '*', counts: { count: undefined, head: false } }]
      : [];
  switch (method) {
    case 'GET':
    case 'HEAD':
      return [from, { kind: 'select', columns: select ?? '*', counts }];
    case 'POST': {
      const resolution = preferences.get('resolution');
      const conflict = parametersOf(parsed.target, 'on_conflict')[0];
      const insert: Step = {
        kind: resolution === undefined ? 'insert' : 'upsert',
        json: body,
        onConflict: conflict && decodedParameter(conflict)[1],
        ignoresDuplicates: resolution === 'ignore-duplicates',
        fillsDefaults: preferences.get('missing') === 'default',
        counts: { count, head: false },
      };
      return [from, insert, ...returned];
    }
    case 'PATCH':
      return [from, { kind: 'update', json: body, counts: { count, head: false } }, ...returned];
    case 'DELETE':
      return [from, { kind: 'delete', counts: { count, head: false } }, ...returned];
    default:
      return notWith(library, '{0} sends no {1}.', method);
  }
}

function selectOf(parameters: readonly Parameter[]): string | undefined {
  const select = parameters.find(({ kind }) => kind === 'select');
  return select && decodedParameter(select)[1];
}

function parameterSteps(library: string, parameter: Parameter): readonly Step[] {
  const [key, value] = decodedParameter(parameter);
  switch (parameter.kind) {
    case 'filter': {
      const found = /^(not\.)?([a-z]+(?:\([^)]*\))?)\.(.*)$/s.exec(value);
      const [, not, operator = '', operand = ''] = found ?? [];
      const { condition } = parameter;
      const list = condition.kind === 'condition' && condition.operand.kind === 'list';
      const items = list && condition.operand.kind === 'list' ? condition.operand.items : undefined;
      return [
        {
          kind: 'filter',
          isNegated: not !== undefined,
          column: key,
          operator,
          value: operand,
          items: items?.map(({ text }) => text),
        },
      ];
    }
    case 'logic': {
      const table = tableOf(parameter.embed);
      const word = key.slice(table === undefined ? 0 : table.length + 1);
      const conditions = word === 'or' ? value.slice(1, -1) : word + value;
      return [{ kind: 'or', conditions, table }];
    }
    case 'order':
      return parameter.terms.flatMap((term): Step[] => {
        if (term.kind === 'broken') return [];
        const [column = ''] = decodedParameter({
          ...parameter,
          terms: [{ ...term, direction: undefined, nulls: undefined }],
        }).slice(1);
        const { direction, nulls } = term;
        const nullsFirst = nulls === undefined ? undefined : nulls === 'nullsfirst';
        const table = tableOf(parameter.embed);
        return [{ kind: 'order', column, descending: direction === 'desc', nullsFirst, table }];
      });
    case 'columns':
      return notWith(library, '{0} says itself which columns an insert has: leave columns= out.');
    default:
      return [];
  }
}

function tableOf(embed: readonly Name[]): string | undefined {
  return embed.length === 0 ? undefined : embed.map(({ name }) => name).join('.');
}

/** The libraries skip rows only together with a limit. */
function rangeSteps(library: string, { parsed, headers }: CodeRequest): readonly Step[] {
  const limits = parametersOf(parsed.target, 'limit');
  const offsets = parametersOf(parsed.target, 'offset');
  const tables = new Set([...limits, ...offsets].map(({ embed }) => tableOf(embed)));
  const written = headers.find(([name]) => name.toLowerCase() === 'range')?.[1];
  const range = written === undefined ? undefined : readRange(written);
  if (range && tables.size === 0) {
    const { first, last } = range;
    if (last === undefined) return notWith(library, '{0} skips rows only together with a limit.');
    return [{ kind: 'range', first, last, table: undefined }];
  }
  return [...tables].flatMap((table): Step[] => {
    const of = (all: typeof limits | typeof offsets) =>
      all.filter(({ embed }) => tableOf(embed) === table).at(-1)?.count;
    const [limit, offset] = [of(limits), of(offsets)];
    if (offset === undefined)
      return limit === undefined ? [] : [{ kind: 'limit', count: limit, table }];
    if (limit === undefined || limit === 0) {
      return notWith(library, '{0} skips rows only together with a limit.');
    }
    return [{ kind: 'range', first: offset, last: offset + limit - 1, table }];
  });
}

const spoken = new Set(['return', 'count', 'resolution', 'missing', 'tx']);

function headerSteps(
  library: string,
  { headers }: CodeRequest,
  preferences: ReadonlyMap<string, string>,
  hasBody: boolean,
): readonly Step[] {
  for (const [name, value] of preferences) {
    const known =
      spoken.has(name) && value !== 'headers-only' && !(name === 'tx' && value !== 'rollback');
    if (!known) return notWith(library, '{0} has no call for Prefer: {1}.', `${name}=${value}`);
  }
  return [
    ...headers.flatMap(([name, value]): readonly Step[] => {
      switch (name.toLowerCase()) {
        case 'prefer':
        case 'range':
        case 'range-unit':
        case 'accept-profile':
        case 'content-profile':
          return [];
        case 'content-type':
          if (hasBody && value === 'application/json') return [];
          return notWith(library, '{0} sends JSON, not {1}.', value);
        case 'accept':
          if (value === 'application/vnd.pgrst.object+json') return [{ kind: 'single' }];
          if (value === 'text/csv') return [{ kind: 'csv' }];
          return notWith(library, '{0} has no call for Accept: {1}.', value);
        default:
          return [{ kind: 'header', name, value }];
      }
    }),
    ...(preferences.has('tx') ? [{ kind: 'rollback' } as const] : []),
  ];
}
