import { message } from '../../errors';
import type { Column } from '../../model';
import { nearest } from '../../nearest';
import type { Condition, Field, Item, LogicNode } from '../ast';
import { type Scope, scopeAt, typeOf } from '../scope';
import { familyOf, fits, type TypeFamily } from '../types';
import { type Checked, type Finding, finding, replace } from './finding';
import { otherCondition } from './otherCondition';
import { valueForms } from './valueForms';

/** Operators and values that do not suit their column, or do not do what they look like. */
export function checkConditions({ request, scope }: Checked): readonly Finding[] {
  return request.target.parameters.flatMap((parameter) => {
    if (parameter.kind === 'logic') {
      const inner = scopeAt(scope, parameter.embed);
      return inner ? ofLogic(parameter.group, inner) : [];
    }
    if (parameter.kind !== 'filter') return [];
    const { field, condition } = parameter;
    const inner = scopeAt(scope, parameter.embed);
    if (field.kind === 'broken' || condition.kind === 'broken' || !inner) return [];
    return [...ofCondition(field, condition, inner), ...quotesAtTop(field, condition, inner)];
  });
}

function ofLogic(node: LogicNode, scope: Scope): readonly Finding[] {
  if (node.kind === 'group') return node.children.flatMap((child) => ofLogic(child, scope));
  return node.kind === 'filter' ? ofCondition(node.field, node.condition, scope) : [];
}

function ofCondition(field: Field, condition: Condition, scope: Scope): readonly Finding[] {
  const type = typeOf(field, scope.table);
  const column =
    field.path.length === 0
      ? scope.table?.columns.find(({ name }) => name === field.name.name)
      : undefined;
  const family = type === undefined ? 'other' : familyOf(type, column?.values);
  const { operator, operand } = condition;
  if (!fits(operator.name, family)) {
    const other =
      operand.kind === 'text' && !condition.quantifier
        ? otherCondition(operator.name, operand.text, family, column?.values)
        : undefined;
    return [
      finding(
        'error',
        'operatorType',
        operator,
        message(
          '{0} does not work on {1}, which is {2}.',
          operator.name,
          field.name.name,
          type ?? '',
        ),
        [
          other === undefined
            ? undefined
            : replace(
                { start: operator.start, end: operand.end },
                other,
                message('Change it to {0}', other),
              ),
        ],
      ),
    ];
  }
  if (operand.kind === 'is') return booleanOnly(condition, family, field, type ?? '');
  const items = operand.kind === 'list' ? operand.items : [operand];
  const compares = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'in', 'isdistinct'].includes(
    operator.name,
  );
  return [
    ...withoutWildcard(condition, items),
    ...comparedWithNull(condition, items),
    ...(compares && !condition.quantifier
      ? items.flatMap((item) => ofValue(item, family, column, operator.name))
      : []),
  ];
}

function booleanOnly(
  { operand }: Condition,
  family: TypeFamily,
  { name }: Field,
  type: string,
): readonly Finding[] {
  if (operand.kind !== 'is' || family === 'other' || family === 'boolean') return [];
  if (operand.value === 'null' || operand.value === 'not_null') return [];
  return [
    finding(
      'error',
      'isBoolean',
      operand,
      message('is.{0} works on booleans alone, and {1} is {2}.', operand.value, name.name, type),
    ),
  ];
}

function withoutWildcard(
  { operator, quantifier }: Condition,
  items: readonly Item[],
): readonly Finding[] {
  const [item] = items;
  if (!/^i?like$/.test(operator.name) || quantifier || !item || /[*%_]/.test(item.text)) return [];
  return [
    finding('warning', 'noWildcard', item, message('Without a * this is an exact comparison.'), [
      {
        title: message('Look for it anywhere: *{0}*', item.text),
        edits: [
          { start: item.start, end: item.start, text: '*' },
          { start: item.end, end: item.end, text: '*' },
        ],
      },
    ]),
  ];
}

function comparedWithNull({ operator }: Condition, [item]: readonly Item[]): readonly Finding[] {
  const is = operator.name === 'eq' ? 'is' : operator.name === 'neq' ? 'not.is' : undefined;
  if (!is || item?.text !== 'null' || item.quoted) return [];
  return [
    finding(
      'warning',
      'equalsNull',
      item,
      message('This compares with the word null, which a missing value does not equal.'),
      [
        replace(
          { start: operator.start, end: item.end },
          `${is}.null`,
          message('Change it to {0}', `${is}.null`),
        ),
      ],
    ),
  ];
}

function ofValue(
  item: Item,
  family: TypeFamily,
  column: Column | undefined,
  operator: string,
): readonly Finding[] {
  if (/^\{\{.*\}\}$/.test(item.text)) return [];
  const form = valueForms[family];
  if (form && !form.test(item.text) && item.text !== 'null') {
    return [
      finding(
        'error',
        'valueType',
        item,
        message('This is no value of the type {0}.', column?.type ?? family),
      ),
    ];
  }
  if (!column?.values || column.values.includes(item.text)) return [];
  const ordered = operator !== 'in';
  const other = nearest(item.text, column.values);
  return [
    finding(
      'error',
      'enumValue',
      item,
      message('{0} is one of {1}.', column.name, column.values.join(', ')),
      [
        other === undefined
          ? undefined
          : replace(
              item,
              ordered || !/[,()"]/.test(other) ? other : `"${other}"`,
              message('Change it to {0}', other),
            ),
      ],
    ),
  ];
}

/** At the top level a value is taken as it stands: its quotes are compared too. */
function quotesAtTop(
  field: Field,
  { operand, operator, quantifier }: Condition,
  scope: Scope,
): readonly Finding[] {
  if (operand.kind !== 'text' || quantifier) return [];
  const [, quote, inner] = /^(["'])(.*)\1$/s.exec(operand.text) ?? [];
  const family = familyOf(typeOf(field, scope.table) ?? '');
  if (
    quote === undefined ||
    inner === undefined ||
    family === 'jsonb' ||
    !/^(?:n?eq|[gl]te?|i?like|isdistinct)$/.test(operator.name)
  ) {
    return [];
  }
  return [
    finding(
      'warning',
      'quotesCompared',
      operand,
      message(
        'The quotes are part of the value here: only in a list or a group do they enclose one.',
      ),
      [replace(operand, inner, message('Remove the quotes'))],
    ),
  ];
}
