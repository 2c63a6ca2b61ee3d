import type { Field, LogicNode, Name, Parameter } from '../ast';
import { fieldFor, filterFor, nowhere, parameterFor } from './build';
import type { Rows } from './rows';
import type { Source } from './sources';

/** The parameters that say which rows. `chains` are the names of the embedded tables. */
export function filtersOf(
  { requirements, missing }: Rows,
  chains: ReadonlyMap<Source, readonly Name[]>,
): readonly Parameter[] {
  return [
    ...requirements.flatMap(({ source, node }) => parametersFor(node, chains.get(source) ?? [])),
    ...[...missing].flatMap((source) => parametersFor(isMissing(chains.get(source)), [])),
  ];
}

function isMissing(chain: readonly Name[] = []): LogicNode {
  return filterFor(fieldFor(chain.at(-1)?.name ?? ''), 'is', {
    ...nowhere,
    kind: 'is',
    value: 'null',
  });
}

function parametersFor(node: LogicNode, embed: readonly Name[]): readonly Parameter[] {
  if (node.kind === 'broken') return [];
  if (node.kind === 'filter') {
    const { field, condition } = node;
    return [parameterFor({ kind: 'filter', embed, field: unreserved(field), condition })];
  }
  // Parameters are all true at once, so that most groups of AND need no brackets.
  if (node.operator === 'and' && !node.negated) {
    return node.children.flatMap((child) => parametersFor(child, embed));
  }
  return [parameterFor({ kind: 'logic', embed, group: node })];
}

/** A column that is called as a parameter is told apart by its quotes. */
function unreserved(field: Field): Field {
  const reserved = /^(?:select|columns|on_conflict|order|limit|offset|and|or)$/;
  return reserved.test(field.name.name)
    ? { ...field, name: { ...field.name, quoted: true } }
    : field;
}

/** The columns that a condition is about. */
export function fieldsIn(node: LogicNode): readonly Field[] {
  if (node.kind === 'filter') return [node.field];
  return node.kind === 'group' ? node.children.flatMap(fieldsIn) : [];
}
