import type { Field, JsonStep, LogicFilter, Name, Operand, Parameter } from '../ast';

/** What is built was written nowhere. */
export const nowhere = { start: 0, end: 0 } as const;

const unwritten = { ...nowhere, key: nowhere, value: nowhere } as const;

export function nameFor(name: string): Name {
  return { ...nowhere, name, quoted: false };
}

export function fieldFor(name: string, path: readonly JsonStep[] = []): Field {
  return { ...nowhere, kind: 'field', name: nameFor(name), path };
}

export function textOperand(text: string): Operand {
  return { ...nowhere, kind: 'text', text, quoted: false };
}

export function filterFor(
  field: Field,
  operator: string,
  operand: Operand,
  modifiers: { readonly quantifier?: 'any' | 'all'; readonly config?: Name } = {},
): LogicFilter {
  return {
    ...nowhere,
    kind: 'filter',
    field,
    condition: {
      ...nowhere,
      kind: 'condition',
      negated: false,
      operator: nameFor(operator),
      operand,
      ...modifiers,
    },
  };
}

export function isNull(field: Field): LogicFilter {
  return filterFor(field, 'is', { ...nowhere, kind: 'is', value: 'null' });
}

type Bare<P> = P extends Parameter ? Omit<P, 'start' | 'end' | 'key' | 'value'> : never;

/** A parameter that the printer spells. */
export function parameterFor(parts: Bare<Parameter>): Parameter {
  return { ...unwritten, ...parts };
}
