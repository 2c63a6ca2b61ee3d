import type { Field, LogicNode, Name, Parameter } from '../ast';
import { parameterFor } from './build';
import type { Rows } from './rows';
import type { Source } from './sources';

/** The parameters that say which rows. `chains` are the names of the embedded tables. */
export function filtersOf(
  { requirements, asked }: Rows,
  chains: ReadonlyMap<Source, readonly Name[]>,
): readonly Parameter[] {
  const named = (field: Field): Field => {
    const source = asked.get(field);
    const name = source && chains.get(source)?.at(-1);
    return name ? { ...field, name } : field;
  };
  return requirements.flatMap(({ source, node }) =>
    parametersFor(withFields(node, named), chains.get(source) ?? []),
  );
}

function withFields(node: LogicNode, change: (field: Field) => Field): LogicNode {
  if (node.kind === 'broken') return node;
  if (node.kind === 'filter') return { ...node, field: change(node.field) };
  return { ...node, children: node.children.map((child) => withFields(child, change)) };
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
