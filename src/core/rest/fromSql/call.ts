import type { FuncCall, Node, SelectStmt } from 'libpg-query';
import { nameOf, wordsOf } from '../../sql/names';
import { aggregates, type Parameter, type Path } from '../ast';
import type { RestFunction } from '../openapi';
import { nameFor, nowhere, parameterFor } from './build';
import { constantOf } from './expressions';
import { jsonOf, objectText } from './json';
import { type Reading, refuse } from './reading';
import type { RequestParts } from './request';
import type { Source } from './sources';

interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: Path;
  readonly parameters: readonly Parameter[];
  readonly body: string | undefined;
}

/** `SELECT f(1)`, which is a whole request, or `… FROM f(1)`, whose rows may be filtered. */
export function callOf(
  reading: Reading,
  { fromClause = [], targetList = [] }: SelectStmt,
): RequestParts | (Call & { readonly source: Source }) | undefined {
  const [from, another] = fromClause;
  if (from && 'RangeFunction' in from && !another) {
    const { functions = [], alias } = from.RangeFunction;
    const [list] = functions;
    const [first] = list && 'List' in list ? (list.List.items ?? []) : [];
    if (!first || !('FuncCall' in first)) return undefined;
    const call = requestOf(reading, first.FuncCall);
    const name = nameOf(wordsOf(first.FuncCall.funcname)).name;
    const table = { name, columns: [], relations: [], computed: [] };
    const source = {
      alias: alias?.aliasname ?? name,
      table,
      optional: false,
      isOpen: true,
      depth: 0,
    };
    return { ...call, source: { ...source, location: first.FuncCall.location } };
  }
  if (fromClause.length > 0) return undefined;
  const [target, more] = targetList;
  const called = target && 'ResTarget' in target ? target.ResTarget.val : undefined;
  if (!called || more || !('FuncCall' in called)) {
    return refuse(reading, undefined, 'A request reads from a table or calls one function.');
  }
  const call = requestOf(reading, called.FuncCall);
  return { ...call, headers: [], columns: [[]], isOrdered: false, notes: [] };
}

function requestOf(reading: Reading, call: FuncCall): Call {
  const { schema, name } = nameOf(wordsOf(call.funcname));
  const { catalog } = reading;
  const known = catalog.functions.get(name);
  if (
    !known ||
    (schema !== undefined && schema !== catalog.schema) ||
    aggregates.some((one) => one === name)
  ) {
    return refuse(
      reading,
      call.location,
      'PostgREST offers no function {0} in the schema {1}.',
      [...(schema ? [schema] : []), name].join('.'),
      catalog.schema,
    );
  }
  const given = argumentsOf(reading, call, known);
  const path: Path = { ...nowhere, kind: 'function', name };
  if (known.writes) {
    const members = given.map(({ argument, node, type }): [string, string] => [
      argument,
      jsonOf(reading, node, type, call.location),
    ]);
    return { method: 'POST', path, parameters: [], body: objectText(members) };
  }
  const parameters = given.map(({ argument, node }) => {
    const value = constantOf(node);
    if (!value || value.kind === 'null') {
      return refuse(
        reading,
        call.location,
        'The argument {0} must be a value as it is written.',
        argument,
      );
    }
    return parameterFor({ kind: 'argument', name: nameFor(argument), text: value.text });
  });
  return { method: 'GET', path, parameters, body: undefined };
}

function argumentsOf(reading: Reading, { args = [], location }: FuncCall, known: RestFunction) {
  return args.map((arg, index): { argument: string; node: Node; type: string | undefined } => {
    const named = 'NamedArgExpr' in arg ? arg.NamedArgExpr : undefined;
    const argument = named?.name ?? known.arguments[index]?.name ?? '';
    const node = named?.arg ?? arg;
    const type = known.arguments.find(({ name }) => name === argument)?.type;
    if (argument === '') {
      refuse(
        reading,
        location,
        'PostgREST calls a function by the names of its arguments, and this one has none.',
      );
    }
    return { argument, node, type };
  });
}
